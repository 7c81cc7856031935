import type { Redis } from 'ioredis';
import { withoutPeriod } from '#domain';
import type { ClientOptions } from '#redis';
import { refusedWrite } from './redis-probe.ts';

/** One thing that Redis does with data and should not. `unsafe`: it can lose what it confirmed. `doubtful`: in a crash. */
export interface RedisProblem {
  about: 'mode' | 'eviction' | 'role' | 'persistence' | 'replication' | 'writes';
  severity: 'unsafe' | 'doubtful';
  message: string;
  remedy: string;
}

/** As one sentence for a log or a health page. */
export function inWords({ message, remedy }: RedisProblem): string {
  return `${message}. ${remedy}`;
}

/**
 * Reads mode, role, eviction policy and persistence, and tries a write. By INFO, which hosted Redis answers, too; CONFIG
 * may be forbidden, and then what it would tell is not judged.
 * @param holder name of this process, for the key that it writes
 * @throws ioredis' error while Redis is down
 */
export async function inspectRedis(redis: Redis, holder: string): Promise<RedisProblem[]> {
  const info = parseInfo(await redis.info());
  const save = await redis
    .config('GET', 'save')
    .then((reply) => (reply as string[])[1] ?? '')
    .catch(() => null);
  const { sentinels, cluster } = redis.options as ClientOptions;
  // ioredis has null where there are none.
  const isReplaceable = Boolean(sentinels) || cluster !== undefined;
  const problems = [
    ...judgeRedis(info, save, cluster !== undefined),
    ...(isReplaceable ? replication(info) : []),
  ];
  // These say already why a write fails.
  if (problems.some(({ about }) => about === 'mode' || about === 'role')) return problems;
  const refused = await refusedWrite(redis, holder);
  return refused === null ? problems : [writes(refused), ...problems];
}

/**
 * What makes Redis unusable for good, so that an app must not start; null when nothing does. A replica is not among it:
 * during a failover a former primary is one for a while, and an app that starts then lifts pauses.
 * @throws ioredis' error while Redis is down
 */
export async function unusableRedis(redis: Redis): Promise<RedisProblem | null> {
  return (redis.options as ClientOptions).cluster === undefined ? mode(parseInfo(await redis.info())) : null;
}

/**
 * @param save the snapshot rules of CONFIG, '' for none, null where they could not be read
 * @param asCluster whether it is configured as a Redis Cluster
 */
export function judgeRedis(
  info: ReadonlyMap<string, string>,
  save: string | null,
  asCluster: boolean,
): RedisProblem[] {
  return [asCluster ? null : mode(info), eviction(info), role(info), ...persistence(info, save)].filter(
    (problem) => problem !== null,
  );
}

function mode(info: ReadonlyMap<string, string>): RedisProblem | null {
  if (info.get('cluster_enabled') !== '1') return null;
  const message = 'it is a server of a Redis Cluster, which has only some of the keys';
  const remedy = 'Write the addresses of some of its servers into redis.cluster, in the place of redis.url.';
  return { about: 'mode', severity: 'unsafe', message, remedy };
}

function writes(reason: string): RedisProblem {
  const message = `it refuses writes: ${withoutPeriod(reason)}`;
  return {
    about: 'writes',
    severity: 'unsafe',
    message,
    remedy: 'Give it memory or disk space; see its log.',
  };
}

function eviction(info: ReadonlyMap<string, string>): RedisProblem | null {
  const policy = info.get('maxmemory_policy');
  if (policy === undefined || policy === 'noeviction') return null;
  const remedy = 'Set maxmemory-policy to noeviction.';
  const rest = { about: 'eviction', remedy } as const;
  if (info.get('maxmemory') === '0') {
    const message = `its eviction policy is ${policy}, without effect as long as maxmemory is 0`;
    return { ...rest, severity: 'doubtful', message };
  }
  const message = `its eviction policy is ${policy}: it may throw locks and run records away when memory is short`;
  return { ...rest, severity: 'unsafe', message };
}

function role(info: ReadonlyMap<string, string>): RedisProblem | null {
  if (info.get('role') !== 'slave') return null;
  const message = 'it is a replica: writes fail, or are lost';
  return { about: 'role', severity: 'unsafe', message, remedy: 'Point redis.url to the primary.' };
}

function persistence(info: ReadonlyMap<string, string>, save: string | null): RedisProblem[] {
  const problems: RedisProblem[] = [];
  const about = 'persistence';
  if (info.get('aof_enabled') === '0') {
    const remedy = 'Set appendonly to yes.';
    const nothing = 'it writes nothing to disk: a restart loses every run';
    const snapshots = 'it has no append-only file: a crash loses what came after its last snapshot';
    if (save === '') problems.push({ about, severity: 'unsafe', message: nothing, remedy });
    else problems.push({ about, severity: 'doubtful', message: snapshots, remedy });
  }
  if (info.get('aof_enabled') === '1' && info.get('aof_last_write_status') === 'err') {
    const message = 'it cannot write its append-only file';
    problems.push({ about, severity: 'unsafe', message, remedy: "See Redis's log; the disk may be full." });
  }
  return problems;
}

/** Of a primary that a failover may replace: what it can do, and what it can lose. */
export function replication(info: ReadonlyMap<string, string>): RedisProblem[] {
  if (info.get('role') !== 'master') return [];
  const about = { about: 'replication', severity: 'doubtful' } as const;
  if (info.get('connected_slaves') === '0') {
    const message = 'no replica follows it, so none can take over';
    return [
      { ...about, message, remedy: 'Start a replica, and see in its log that it reaches the primary.' },
    ];
  }
  // Redis has this field only where both settings are on.
  if (info.has('min_slaves_good_slaves')) return [];
  const message =
    'it takes writes while it reaches none of its replicas: a failover loses those that it took meanwhile';
  const remedy = 'With two replicas or more, set min-replicas-to-write to 1 and min-replicas-max-lag to 10.';
  return [{ ...about, message, remedy }];
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
