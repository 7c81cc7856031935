import { parseConfig } from '#config';
import { assessSet, type NamedSnapshot } from '#domain';
import type { SnapshotEntry } from '#search';
import type { RestoreFacts } from './restore-facts.ts';

/** The set that is planned. */
export const ID = 1764000000;
export const [cluster] = parseConfig(
  `clusters: [{ name: prod, version: "8.6", zeebe: { management: "http://z", brokers: ["http://b0", "http://b1"] },
    operate: { management: "http://o" }, records: { engine: elasticsearch, url: "http://e", repository: camunda },
    restore: { control: manual } }]`,
  {},
).clusters;

export const entry = (snapshot: string, indexNames: string[]): SnapshotEntry => ({
  snapshot,
  uuid: `uuid-of-${snapshot}`,
  state: 'SUCCESS',
  indices: indexNames.length,
  indexNames,
  indexSizes: Object.fromEntries(indexNames.map((name) => [name, 10])),
  engineVersion: '8.16.1',
  indexVersion: 8_518_000,
  shards: { total: indexNames.length, successful: indexNames.length, failed: 0 },
  sizeBytes: 10,
  startedAt: 1_000,
  finishedAt: 2_000,
  metadata: {},
});
export const part = (index: number): string => `camunda_operate_${ID}_8.6.0_part_${index}_of_2`;
export const snapshots = [
  entry(`camunda_zeebe_records_backup_${ID}`, ['zeebe-record_job_8.6.0_2026-01-01']),
  entry(part(2), []),
  entry(part(1), ['operate-list-view-8.3.0_']),
];
export const names: NamedSnapshot[] = snapshots.map(({ snapshot, uuid, state }) => ({
  snapshot,
  uuid,
  state,
}));
const run = {
  runId: 'r',
  phase: 'done',
  outcome: 'completed',
  steps: [],
  requestedAt: '2026-01-01T00:00:00.000Z',
};
const zeebe = { state: 'completed', message: 'COMPLETED', partitions: 2 } as const;
type Known = RestoreFacts['known'];

/** A complete set of that cluster, or another one. */
export const known = (over: Partial<Parameters<typeof assessSet>[0]> = {}): Known => {
  const facts = {
    backupId: ID,
    expected: ['zeebe', 'operate', 'records'] as const,
    snapshots: names,
    zeebe,
    run,
    ownedBy: 'run' as const,
    origin: null,
  };
  const all = { ...facts, ...over } as Parameters<typeof assessSet>[0];
  return { backupId: ID, run: all.run as Known['run'], set: assessSet(all) };
};

const ENGINE: RestoreFacts['engine'] = {
  limits: { version: '8.16.1', indexVersion: 8_518_000, blocks: [], maxShards: 1_000, roomBytes: 1_000_000 },
  settings: [],
  holders: [],
  lifecycles: [],
};
/** Everything that a plan is made from, where every check passes. */
export const facts = (over: Partial<RestoreFacts> = {}): RestoreFacts => ({
  cluster: cluster!,
  allowed: cluster!.restore!.indices,
  known: known(),
  snapshots,
  integrity: new Map(names.map(({ snapshot }) => [snapshot, { ok: true, message: 'ok' }])) as never,
  repository: { ok: true, readOnly: false, message: 'verified' },
  running: [],
  indices: [{ name: 'operate-list-view-8.3.0_', docs: 7, sizeBytes: 70, open: true, hidden: false }],
  templates: [
    { prefix: 'operate-list-view-', templates: ['operate-list-view'] },
    { prefix: 'zeebe-record_', templates: ['zeebe-record'] },
  ],
  engine: ENGINE,
  versions: [{ component: 'zeebe', version: '8.6.0' }],
  inProcess: null,
  database: null,
  deletion: null,
  zeebe: { partitions: 2 },
  newer: [],
  documents: { 'operate-list-view-8.3.0': 5 },
  control: { adapter: 'manual', checks: [], describe: (action) => JSON.stringify(action) },
  now: new Date('2026-01-02T00:00:00Z'),
  ...over,
});
