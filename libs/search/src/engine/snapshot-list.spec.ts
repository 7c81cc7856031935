import { afterEach, describe, expect, it } from '@jest/globals';
import { EngineSnapshotStore } from './snapshot-store.ts';
import { serve, type Engine, type EngineAnswer } from './engine-answers.spec-support.ts';

const NAME = 'camunda_zeebe_records_backup_1795413416';

/** As recorded on Elasticsearch 8.16.1. */
function snapshot(state: string, changes: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    snapshot: NAME,
    uuid: 'nuy4hsAdS0SwXDsiePFEgg',
    repository: 'camunda',
    indices: ['zeebe-record_job_8.6.0_2026-11-23', 'zeebe-record_variable_8.6.0_2026-11-23'],
    state,
    start_time_in_millis: 1_795_413_446_684,
    shards: { total: 11, failed: 0, successful: 11 },
    ...changes,
  };
}
const found = (...snapshots: unknown[]): EngineAnswer => ({
  body: { snapshots, total: snapshots.length, remaining: 0 },
});

describe('the snapshots of a repository', () => {
  let engine: Engine;
  let store: EngineSnapshotStore;

  async function connect(answers: Record<string, EngineAnswer | EngineAnswer[]>): Promise<void> {
    engine = await serve(answers);
    store = new EngineSnapshotStore({ engine: 'elasticsearch', url: engine.url });
  }

  afterEach(async () => {
    await store.close();
    await engine.close();
  });

  it('reads a long list page by page', async () => {
    const list = '/_snapshot/camunda/camunda_*';
    await connect({
      [`GET ${list}`]: [
        {
          body: {
            snapshots: [snapshot('SUCCESS', { snapshot: 'camunda_1', uuid: 'a' })],
            total: 2,
            remaining: 1,
            next: 'cursor',
          },
        },
        found(snapshot('PARTIAL', { snapshot: 'camunda_2', uuid: 'b' })),
      ],
    });
    const entries = await store.list('camunda', 'camunda_*');
    expect(entries.map((each) => [each.snapshot, each.state])).toEqual([
      ['camunda_1', 'SUCCESS'],
      ['camunda_2', 'PARTIAL'],
    ]);
    expect(engine.asked.map((each) => each.query.get('after'))).toEqual([null, 'cursor']);
  });

  it('names tens of thousands of snapshots by one call that opens none', async () => {
    const snapshots = Array.from({ length: 75_000 }, (_, n) => ({
      snapshot: `camunda_operate_${n}_8.6.0_part_1_of_6`,
      uuid: `MoOhNVP_QIeWq_${n}`,
      state: 'SUCCESS',
    }));
    await connect({ 'GET /_snapshot/camunda/*': { body: { snapshots } } });
    await expect(store.names('camunda')).resolves.toEqual(snapshots);
    expect(engine.asked).toHaveLength(1);
    const { query } = engine.asked[0]!;
    expect(query.get('verbose')).toBe('false');
    expect(query.get('index_names')).toBe('false');
    // Elasticsearch refuses it together with verbose=false.
    expect(query.has('size')).toBe(false);
  });

  it('has no names where the filtered answer is empty', async () => {
    await connect({ 'GET /_snapshot/camunda/*': { body: {} } });
    await expect(store.names('camunda')).resolves.toEqual([]);
  });

  it('describes several patterns by one call, with sizes', async () => {
    const index_details = { job: { shard_count: 1, size_in_bytes: 120, max_segments_per_shard: 1 } };
    const path = '/_snapshot/camunda/camunda_operate_1_*%2Ccamunda_tasklist_1_*';
    await connect({ [`GET ${path}`]: found(snapshot('SUCCESS', { index_details })) });
    const patterns = ['camunda_operate_1_*', 'camunda_tasklist_1_*'];
    await expect(store.describe('camunda', patterns)).resolves.toMatchObject([
      {
        snapshot: NAME,
        indexNames: ['zeebe-record_job_8.6.0_2026-11-23', 'zeebe-record_variable_8.6.0_2026-11-23'],
        sizeBytes: 120,
      },
    ]);
    expect(engine.asked).toHaveLength(1);
  });
});
