import { afterEach, describe, expect, it } from '@jest/globals';
import { EngineRestoreStore } from './restore-store.ts';
import { serve, type Engine } from './engine-answers.spec-support.ts';

const source = { repository: 'camunda', snapshot: 'part', version: '8.16.0-8.16.1', index: 'job' };
const fromSnapshot = { type: 'SNAPSHOT', ...source };
const existing = { type: 'EXISTING_STORE', bootstrap_new_history_uuid: false };

/** A primary as the routing table of Elasticsearch 8.16.1 has it. */
const routed = (state: string, changes: Record<string, unknown> = {}) => ({
  state,
  primary: true,
  shard: 0,
  index: 'job',
  ...changes,
});

const unassigned = (reason: string, allocation_status: string, details?: string) => ({
  reason,
  delayed: false,
  ...(details !== undefined && { details }),
  allocation_status,
});

/** A shard as `_recovery` of Elasticsearch 8.16.1 has it. */
function recovering(id: number, stage: string, changes: Record<string, unknown> = {}) {
  const size = { total_in_bytes: 100, reused_in_bytes: 0, recovered_in_bytes: stage === 'DONE' ? 100 : 40 };
  return { id, type: 'SNAPSHOT', stage, primary: true, source, index: { size }, ...changes };
}

describe('recovery', () => {
  let engine: Engine;
  let store: EngineRestoreStore;

  async function recovery(shards: unknown[][], recoveries: unknown[]) {
    const indices = shards.length === 0 ? {} : { job: { shards: Object.fromEntries(shards.entries()) } };
    engine = await serve({
      'GET /_cluster/state/routing_table/job': { body: { routing_table: { indices } } },
      'GET /job/_recovery': { body: recoveries.length === 0 ? {} : { job: { shards: recoveries } } },
    });
    store = new EngineRestoreStore({ engine: 'elasticsearch', url: engine.url });
    return store.recovery(['job']);
  }

  afterEach(async () => {
    await store.close();
    await engine.close();
  });

  it('counts shards that wait for their turn, of which _recovery says nothing', async () => {
    const waits = unassigned('NEW_INDEX_RESTORED', 'deciders_throttled', 'restore_source[camunda/part]');
    const begins = unassigned('NEW_INDEX_RESTORED', 'no_attempt', 'restore_source[camunda/part]');
    const found = await recovery(
      [
        [routed('STARTED')],
        [routed('INITIALIZING', { recovery_source: fromSnapshot, unassigned_info: begins })],
        [routed('UNASSIGNED', { recovery_source: fromSnapshot, unassigned_info: waits })],
      ],
      [recovering(0, 'DONE'), recovering(1, 'INDEX')],
    );
    expect(found).toEqual([
      {
        index: 'job',
        type: 'snapshot',
        repository: 'camunda',
        snapshot: 'part',
        done: false,
        shardsDone: 1,
        shardsTotal: 3,
        bytesDone: 140,
        bytesTotal: 200,
        stuck: null,
      },
    ]);
  });

  it('knows a restore of which no shard has started', async () => {
    const waits = unassigned('NEW_INDEX_RESTORED', 'no_attempt', 'restore_source[camunda/part]');
    const shard = routed('UNASSIGNED', { recovery_source: fromSnapshot, unassigned_info: waits });
    await expect(recovery([[shard]], [])).resolves.toMatchObject([
      { type: 'snapshot', snapshot: 'part', done: false, shardsDone: 0, shardsTotal: 1, stuck: null },
    ]);
  });

  it('names the innermost cause of a shard that could not be restored', async () => {
    const details = [
      'failed shard on node [n]: failed recovery, failure RecoveryFailedException: [job][0]: Recovery failed',
      '\tat org.elasticsearch.server@8.16.1/org.elasticsearch.index.shard.IndexShard.lambda(IndexShard.java:3366)',
      'Caused by: [job/u][[job][0]] IndexShardRecoveryException: failed recovery',
      '\t... 56 more',
      'Caused by: java.nio.file.NoSuchFileException: /repository/indices/x/0/__CYaVXRklT0O8R1A8flCPnQ',
      '\t... 3 more',
      '',
    ].join('\n');
    const info = unassigned('ALLOCATION_FAILED', 'deciders_no', details);
    const failed = routed('UNASSIGNED', { recovery_source: fromSnapshot, unassigned_info: info });
    await expect(recovery([[failed], [routed('STARTED')]], [recovering(1, 'DONE')])).resolves.toMatchObject([
      {
        type: 'snapshot',
        done: false,
        shardsDone: 1,
        shardsTotal: 2,
        stuck:
          'shard 0 is on no node (ALLOCATION_FAILED, deciders_no): java.nio.file.NoSuchFileException: /repository/indices/x/0/__CYaVXRklT0O8R1A8flCPnQ',
      },
    ]);
  });

  it('is stuck, and no longer a restore, when the node died in the middle', async () => {
    const info = unassigned('CLUSTER_RECOVERED', 'no_valid_shard_copy');
    const lost = routed('UNASSIGNED', { recovery_source: existing, unassigned_info: info });
    await expect(recovery([[lost]], [])).resolves.toMatchObject([
      {
        type: 'other',
        repository: null,
        done: false,
        stuck: 'shard 0 is on no node (CLUSTER_RECOVERED, no_valid_shard_copy)',
      },
    ]);
  });

  it('is not stuck while the engine still looks for a copy, or tries again', async () => {
    for (const status of ['fetching_shard_data', 'deciders_throttled', 'no_attempt', 'delayed_allocation']) {
      const info = unassigned('ALLOCATION_FAILED', status, 'failed shard');
      const shard = routed('UNASSIGNED', { recovery_source: fromSnapshot, unassigned_info: info });
      await expect(recovery([[shard]], [])).resolves.toMatchObject([{ done: false, stuck: null }]);
      await store.close();
      await engine.close();
    }
  });

  it('is "other" as soon as one shard comes from elsewhere, or from another snapshot', async () => {
    const others = [
      { type: 'EXISTING_STORE', source: { bootstrap_new_history_uuid: false } },
      { type: 'EMPTY_STORE', source: {} },
      { type: 'PEER', source: { name: 'node-2' } },
      { source: { ...source, snapshot: 'older' } },
      { source: { ...source, repository: 'second' } },
    ];
    for (const other of others) {
      const shards = [[routed('STARTED')], [routed('STARTED')]];
      const found = await recovery(shards, [recovering(0, 'DONE'), recovering(1, 'DONE', other)]);
      expect(found).toMatchObject([{ type: 'other', repository: null, snapshot: null, done: true }]);
      await store.close();
      await engine.close();
    }
  });

  it('looks at primaries only', async () => {
    const replica = {
      ...routed('UNASSIGNED'),
      primary: false,
      unassigned_info: unassigned('X', 'deciders_no'),
    };
    const peer = recovering(0, 'INDEX', { primary: false, type: 'PEER', source: {} });
    const found = await recovery([[replica, routed('STARTED')]], [peer, recovering(0, 'DONE')]);
    expect(found).toMatchObject([
      { type: 'snapshot', done: true, shardsTotal: 1, bytesTotal: 100, stuck: null },
    ]);
  });

  it('goes by where it is while a primary moves', async () => {
    const target = routed('INITIALIZING', { relocating_node: 'n1', recovery_source: { type: 'PEER' } });
    const moves = recovering(0, 'INDEX', { type: 'PEER', source: { name: 'n1' } });
    const found = await recovery([[target, routed('RELOCATING')]], [moves, recovering(0, 'DONE')]);
    expect(found).toMatchObject([{ type: 'snapshot', done: true, shardsDone: 1, shardsTotal: 1 }]);
  });

  it('leaves out an index that went between the two questions', async () => {
    await expect(recovery([[routed('STARTED')]], [])).resolves.toEqual([]);
  });
});
