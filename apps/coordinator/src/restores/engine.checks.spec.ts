import { describe, expect, it } from '@jest/globals';
import { parseConfig } from '#config';
import type { IndexSettings, SnapshotEntry } from '#search';
import { engineChecks } from './engine.checks.ts';
import { closedWarnings, lifecycleWarnings } from './engine-warnings.ts';
import type { EngineFacts, RestoreFacts } from './restore-facts.ts';

const ID = 1764000000;
const LIST = 'operate-list-view-8.3.0_';
const JOB = 'zeebe-record_job_8.6.0_2026-01-01';
const [cluster] = parseConfig(
  `clusters: [{ name: prod, version: "8.6", zeebe: { management: "http://z", brokers: ["http://b0"] },
    operate: { management: "http://o" }, records: { engine: elasticsearch, url: "http://e", repository: camunda },
    restore: { control: manual } }]`,
  {},
).clusters;

const snapshot = (name: string, index: string, over: Partial<SnapshotEntry> = {}): SnapshotEntry => ({
  ...{ snapshot: name, uuid: name, state: 'SUCCESS', indices: 1, indexNames: [index] },
  ...{ indexSizes: { [index]: 5_000 }, engineVersion: '8.16.0-8.16.1', indexVersion: 8_518_000 },
  ...{ shards: { total: 2, successful: 2, failed: 0 }, sizeBytes: 5_000, startedAt: 1, finishedAt: 2 },
  metadata: {},
  ...over,
});
const index = (name: string, over: Partial<IndexSettings> = {}): IndexSettings => ({
  ...{ index: name, open: true, blocks: [], shards: 2, replicas: 0, lifecycle: null, ageFrom: 0 },
  ...over,
});
const NOW = new Date('2026-02-01T00:00:00Z');

/** Operate's index is there and will be deleted; the records are gone. */
function facts(engine: Partial<EngineFacts> = {}, over: Partial<RestoreFacts> = {}): RestoreFacts {
  const limits = {
    ...{ version: '8.16.1', indexVersion: 8_518_000, blocks: [], maxShards: 100, roomBytes: 1_000_000 },
    ...engine.limits,
  };
  return {
    cluster,
    allowed: cluster!.restore!.indices,
    snapshots: [
      snapshot(`camunda_operate_${ID}_8.6.0_part_1_of_1`, LIST),
      snapshot(`camunda_zeebe_records_backup_${ID}`, JOB),
    ],
    indices: [{ name: LIST, docs: 7, sizeBytes: 1_000, open: true, hidden: false }],
    now: NOW,
    ...over,
    engine: { settings: [index(LIST)], holders: [], lifecycles: [], ...engine, limits },
  } as RestoreFacts;
}
const limits = (over: Partial<EngineFacts['limits']>) => ({ limits: over as EngineFacts['limits'] });

/** Name, message and remedy of every check that failed. */
const failed = (...given: Parameters<typeof facts>) =>
  engineChecks(facts(...given))
    .filter(({ ok }) => !ok)
    .map(({ name, message, remedy }) => `${name}: ${message} => ${remedy ?? ''}`);

describe('whether the engine would take a restore', () => {
  it('holds when nothing is in the way', () => {
    expect(failed()).toEqual([]);
    expect(engineChecks(facts()).map(({ name }) => name)).toEqual([
      ...['names-free', 'blocks', 'snapshot-version', 'shard-limit', 'disk-room'],
    ]);
  });

  it('fails for an alias that has the name of an index of the set, unless it goes with its indices', () => {
    const alias = (...indices: string[]) => ({ holders: [{ name: JOB, kind: 'alias' as const, indices }] });
    expect(failed(alias(LIST))).toEqual([]);
    const [message] = failed(alias('other', LIST));
    expect(message).toMatch(
      /^names-free: the alias "zeebe-record_job_8.6.0_2026-01-01" of other, operate-list/,
    );
    expect(message).toMatch(/POST \/_aliases .*"remove":\{"index":"other"/);
  });

  it('fails for a data stream of that name', () => {
    const stream = { name: JOB, kind: 'data-stream' as const, indices: ['.ds'] };
    expect(failed({ holders: [stream] })[0]).toMatch(
      /^names-free: the data stream .*DELETE \/_data_stream\//,
    );
  });

  it.each(['read_only', 'metadata'])('fails for an index to delete with the block %s', (block) => {
    const [message] = failed({ settings: [index(LIST, { blocks: [block] })] });
    expect(message).toMatch(new RegExp(`^blocks: .*deleting operate-list-view-8.3.0_ \\(${block}\\)`));
    expect(message).toContain(`PUT /${LIST}/_settings {"index.blocks.${block}":null}`);
  });

  it('holds with a block that lets it be deleted, and with one of an index that stays', () => {
    const blocks = ['read_only'];
    const deletable = index(LIST, { blocks: ['write', 'read_only_allow_delete'] });
    expect(failed({ settings: [deletable, index('somebody-elses', { blocks })] })).toEqual([]);
  });

  it.each(['read_only', 'read_only_allow_delete'])('fails for a cluster with the block %s', (block) => {
    const [message] = failed(limits({ blocks: [block] }));
    expect(message).toMatch(new RegExp(`^blocks: cluster.blocks.${block} is on.*PUT /_cluster/settings`));
  });

  it('fails for a snapshot of a later engine, and holds for one of an earlier', () => {
    const of = (indexVersion: number | null) => {
      const later = snapshot('s', JOB, { indexVersion, engineVersion: '8.17.0' });
      return failed({}, { snapshots: [later] });
    };
    expect(of(8_519_000)[0]).toMatch(/^snapshot-version: s was taken by version 8.17.0.*=> Update every/);
    expect([of(8_400_000), of(8_518_000), of(null)]).toEqual([[], [], []]);
  });

  it('counts open shards with replicas: those that go, those that come, and one that is rehearsed', () => {
    // Now 2 + 90 × 1; afterwards 90 + 4; with one replica each of the first index 92 + 4.
    const others = index('others', { shards: 90 });
    const at = (maxShards: number, ...settings: IndexSettings[]) =>
      failed({ settings: [...settings, others], ...limits({ maxShards }) }).length;
    expect([at(94, index(LIST)), at(93, index(LIST))]).toEqual([0, 1]);
    expect([at(96, index(LIST, { replicas: 1 })), at(95, index(LIST, { replicas: 1 }))]).toEqual([0, 1]);
    expect(at(94, index(LIST, { open: false }))).toBe(0);
    const [message] = failed({ settings: [index(LIST), others], ...limits({ maxShards: 93 }) });
    expect(message).toMatch(/^shard-limit: 94 shards would be open.* 93.*cluster.max_shards_per_node/);
  });

  it('counts a rehearsal on top of what is there, also where the set is smaller', () => {
    const settings = [index(LIST, { shards: 50 })];
    expect(failed({ settings, ...limits({ maxShards: 50 }) })).toHaveLength(1);
    expect(failed({ settings, ...limits({ maxShards: 100 }) })).toEqual([]);
  });

  it('compares the set with the room on the disks and with what the deletion frees', () => {
    const at = (roomBytes: number | null, replicas = 0) =>
      failed({ settings: [index(LIST, { replicas })], ...limits({ roomBytes }) }).length;
    expect([at(9_000), at(8_999), at(8_000, 1), at(null)]).toEqual([0, 1, 0, 0]);
    expect(failed(limits({ roomBytes: 0 }))[0]).toMatch(/^disk-room: the set does not fit/);
  });
});

describe('what a plan warns of', () => {
  it('is a closed index, which is still deleted', () => {
    const indices = [{ name: LIST, docs: null, sizeBytes: null, open: false, hidden: false }];
    expect(closedWarnings(facts({}, { indices })).join()).toMatch(/^operate-list-view-8.3.0_ is closed/);
    expect(closedWarnings(facts())).toEqual([]);
  });

  it('is a lifecycle policy that deletes at an age that the index has already', () => {
    const DAY = 86_400_000;
    const warned = (days: number, deletesAfterMs: number | null, name = LIST) =>
      lifecycleWarnings(
        facts({
          settings: [index(name, { lifecycle: 'p', ageFrom: NOW.getTime() - days * DAY })],
          lifecycles: [{ policy: 'p', deletesAfterMs }],
        }),
      );
    expect(warned(30, 30 * DAY).join()).toMatch(/"p" deletes .*operate-list-view-8.3.0_.*POST \/_ilm\/stop/);
    expect(warned(29, 30 * DAY)).toEqual([]);
    expect(warned(29, null)).toEqual([]);
    expect(warned(31, 30 * DAY, 'operate-not-in-the-set')).toEqual([]);
  });
});
