import { describe, expect, it } from '@jest/globals';
import { parseConfig, type ClusterConfig } from '#config';
import { chooseCluster, type ClusterChoice } from './choose-cluster.ts';

function clusterOf(url: string, more = ''): ClusterConfig {
  return parseConfig(
    `clusters: [{ name: a, zeebe: { management: "${url}" }, records: { engine: elasticsearch, url: "http://e", repository: r }${more} }]`,
    {},
  ).clusters[0]!;
}
const SCHEDULE = ', schedules: [{ name: nightly, cron: "0 2 * * *" }]';
const [before, after] = [clusterOf('http://old'), clusterOf('http://new', SCHEDULE)];
const run = (fingerprint: string | null) => ({ kind: 'run', fingerprint }) as const;

const chosen = (over: Partial<ClusterChoice>): ClusterConfig | null =>
  chooseCluster({ wanted: after, present: before, former: [before], hold: { kind: 'none' }, ...over });
const address = (over: Partial<ClusterChoice>): string | undefined => chosen(over)?.zeebe.management;

describe('the configuration of a cluster that is in force', () => {
  it("is the file's while nothing holds the cluster", () => {
    expect(chosen({})).toBe(after);
    expect(chosen({ present: undefined, former: [] })).toBe(after);
    expect(chosen({ wanted: undefined })).toBeNull();
  });

  it('is the one that a run began with, with the schedules of today', () => {
    expect(address({ hold: run(before.fingerprint) })).toBe('http://old');
    expect(chosen({ hold: run(before.fingerprint) })?.schedules).toEqual(after.schedules);
    expect(address({ hold: run(before.fingerprint), present: undefined })).toBe('http://old');
  });

  it("is the file's for a run that another process began with it", () => {
    expect(chosen({ hold: run(after.fingerprint) })).toBe(after);
  });

  it('stays where Redis does not tell, or the record does not', () => {
    for (const hold of [{ kind: 'unknown' } as const, run(null), run('of another file')])
      expect(address({ hold })).toBe('http://old');
  });

  it("is for what is left of a pause the one that it was made with, or the file's: another one cannot lift it", () => {
    const left = (fingerprint: string | null) => ({ kind: 'left', fingerprint }) as const;
    expect(address({ hold: left(before.fingerprint), former: [] })).toBe('http://old');
    expect(address({ hold: left(before.fingerprint), present: undefined })).toBe('http://old');
    expect(address({ hold: left(null) })).toBe('http://old');
    expect(chosen({ hold: left('of another file') })).toBe(after);
    expect(chosen({ hold: left('of another file'), wanted: undefined })).toBeNull();
  });

  it('stays for a cluster that was removed, without its schedules, until nothing holds it', () => {
    const scheduled = clusterOf('http://old', `${SCHEDULE}, retention: { keepLast: 3 }`);
    const left = chosen({ wanted: undefined, present: scheduled, hold: run(scheduled.fingerprint) });
    expect(left).toMatchObject({ name: 'a', zeebe: { management: 'http://old' }, schedules: [] });
    expect(left?.retention).toBeUndefined();
  });

  it('has new credentials at once, also under a run', () => {
    const auth = (password: string) =>
      clusterOf(
        'http://old',
        `, operate: { management: "http://o", auth: { basic: { username: u, password: ${password} } } }`,
      );
    const [one, other] = [auth('former-secret'), auth('latter-secret')];
    expect(one.fingerprint).toBe(other.fingerprint);
    expect(chosen({ present: one, wanted: other, hold: run(one.fingerprint) })).toBe(other);
  });

  it('keeps its objects where only the policies changed, so that clients keep what they know', () => {
    const scheduled = clusterOf('http://old', SCHEDULE);
    const now = chosen({ wanted: scheduled });
    expect(now?.zeebe).toBe(before.zeebe);
    expect(now?.schedules).toBe(scheduled.schedules);
  });
});
