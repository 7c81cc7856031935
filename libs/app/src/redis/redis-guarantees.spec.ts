import { describe, expect, it } from '@jest/globals';
import { inWords, judgeRedis, parseInfo, replication } from './redis-guarantees.ts';

const GOOD =
  '# Memory\r\nmaxmemory:100\r\nmaxmemory_policy:noeviction\r\n# Persistence\r\naof_enabled:1\r\naof_last_write_status:ok\r\n# Replication\r\nrole:master\r\n';

function judge(changes: Record<string, string>, save: string | null = '') {
  const info = parseInfo(GOOD);
  for (const [key, value] of Object.entries(changes)) info.set(key, value);
  const problems = judgeRedis(info, save, false);
  const of = (wanted: string) => problems.filter(({ severity }) => severity === wanted).map(inWords);
  return { unsafe: of('unsafe'), doubtful: of('doubtful') };
}

describe('what Redis promises', () => {
  it('is enough with noeviction, an append-only file and the role of a primary', () => {
    expect(judge({})).toEqual({ unsafe: [], doubtful: [] });
  });

  it.each([
    [{ maxmemory_policy: 'allkeys-lru' }, /allkeys-lru.*Set maxmemory-policy to noeviction/],
    [{ role: 'slave' }, /replica.*primary/],
    [{ cluster_enabled: '1' }, /Redis Cluster.*redis\.cluster/],
    [{ aof_enabled: '0' }, /nothing to disk.*appendonly/],
    [{ aof_last_write_status: 'err' }, /cannot write its append-only file/],
  ])('is not enough with %j', (changes, message) => {
    const { unsafe, doubtful } = judge(changes);
    expect(unsafe).toEqual([expect.stringMatching(message)]);
    expect(doubtful).toEqual([]);
  });

  it.each([
    [{ maxmemory_policy: 'volatile-ttl', maxmemory: '0' }, '', /without effect/],
    [{ aof_enabled: '0' }, '3600 1 300 100', /last snapshot/],
    [{ aof_enabled: '0' }, null, /last snapshot/],
  ])('is doubtful with %j and save "%s"', (changes, save, message) => {
    const { unsafe, doubtful } = judge(changes, save);
    expect(unsafe).toEqual([]);
    expect(doubtful).toEqual([expect.stringMatching(message)]);
  });
});

describe('what a failover can rely on', () => {
  const of = (lines: string): string[] => replication(parseInfo(lines)).map(inWords);

  it('is a replica to promote', () => {
    expect(of('role:master\nconnected_slaves:0')).toEqual([expect.stringContaining('no replica follows it')]);
  });

  it('is a primary that takes no write which none of its replicas may have', () => {
    expect(of('role:master\nconnected_slaves:2')).toEqual([expect.stringContaining('min-replicas-to-write')]);
    expect(of('role:master\nconnected_slaves:2\nmin_slaves_good_slaves:2')).toEqual([]);
  });

  it('is not asked of a replica, which has a problem of its own', () => {
    expect(of('role:slave\nconnected_slaves:0')).toEqual([]);
  });
});
