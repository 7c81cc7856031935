import type { Redis } from 'ioredis';

/** What Redis does with data. `unsafe`: it can lose what it confirmed. `doubtful`: it may, in a crash. */
export interface RedisGuarantees {
  unsafe: string[];
  doubtful: string[];
}

/**
 * Reads role, eviction policy and persistence. By INFO, which hosted Redis answers, too; CONFIG may be forbidden, and
 * then what it would tell is not judged.
 * @throws ioredis' error while Redis is away
 */
export async function inspectRedis(redis: Redis): Promise<RedisGuarantees> {
  const info = parseInfo(await redis.info());
  const save = await redis
    .config('GET', 'save')
    .then((reply) => (reply as string[])[1] ?? '')
    .catch(() => null);
  return judgeRedis(info, save);
}

/** @param save the snapshot rules of CONFIG, '' for none, null where they could not be read */
export function judgeRedis(info: ReadonlyMap<string, string>, save: string | null): RedisGuarantees {
  const unsafe: string[] = [];
  const doubtful: string[] = [];
  const policy = info.get('maxmemory_policy');
  if (policy !== undefined && policy !== 'noeviction') {
    const mend = 'Set maxmemory-policy to noeviction.';
    if (info.get('maxmemory') === '0')
      doubtful.push(`its eviction policy is ${policy}, without effect as long as maxmemory is 0. ${mend}`);
    else
      unsafe.push(
        `its eviction policy is ${policy}: it may throw locks and run records away when memory is short. ${mend}`,
      );
  }
  if (info.get('role') === 'slave')
    unsafe.push('it is a replica: writes fail, or are lost. Point redis.url to the primary.');
  if (info.get('aof_enabled') === '0') {
    const mend = 'Set appendonly to yes.';
    if (save === '') unsafe.push(`it writes nothing to disk: a restart loses every run. ${mend}`);
    else
      doubtful.push(`it has no append-only file: a crash loses what came after its last snapshot. ${mend}`);
  }
  if (info.get('aof_enabled') === '1' && info.get('aof_last_write_status') === 'err')
    unsafe.push("it cannot write its append-only file. See Redis's log; the disk may be full.");
  return { unsafe, doubtful };
}

export function parseInfo(text: string): Map<string, string> {
  const lines = text.split(/\r?\n/).filter((line) => line.includes(':'));
  return new Map(
    lines.map((line): [string, string] => {
      const at = line.indexOf(':');
      return [line.slice(0, at), line.slice(at + 1)];
    }),
  );
}
