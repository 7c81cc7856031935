import { describe, expect, it } from '@jest/globals';
import { observeSnapshot } from './snapshot-observation.ts';
import type { SnapshotInfo } from './engine/shapes.ts';

function snapshot(changes: Partial<SnapshotInfo>): SnapshotInfo {
  return {
    snapshot: 'records',
    uuid: 'EpFU3JQOS8GbxWclxMcYhQ',
    indices: ['zeebe-record_job', 'zeebe-record_variable'],
    state: 'SUCCESS',
    start_time_in_millis: 1795413446684,
    end_time_in_millis: 1795413447896,
    shards: { total: 11, failed: 0, successful: 11 },
    ...changes,
  };
}

describe('observeSnapshot', () => {
  it('is completed with indices and without failed shards', () => {
    const index_details = {
      a: { shard_count: 1, size: '1b', size_in_bytes: 100, max_segments_per_shard: 1 },
      b: { shard_count: 1, size: '1b', size_in_bytes: 20, max_segments_per_shard: 1 },
    };
    expect(observeSnapshot(snapshot({ index_details }), null)).toEqual({
      state: 'completed',
      message: 'SUCCESS, 11 of 11 shards of 2 indices',
      done: 11,
      total: 11,
      startedAt: 1795413446684,
      details: {
        uuid: 'EpFU3JQOS8GbxWclxMcYhQ',
        indices: 2,
        indexNames: ['zeebe-record_job', 'zeebe-record_variable'],
        indexSizes: { a: 100, b: 20 },
        engineVersion: null,
        indexVersion: null,
        shards: { total: 11, successful: 11, failed: 0 },
        sizeBytes: 120,
        startedAt: 1795413446684,
        finishedAt: 1795413447896,
        metadata: {},
      },
    });
  });

  it('does not take SUCCESS of a snapshot of nothing for success', () => {
    const seen = observeSnapshot(
      snapshot({ indices: [], shards: { total: 0, failed: 0, successful: 0 } }),
      null,
    );
    expect(seen).toMatchObject({ state: 'failed', message: 'SUCCESS, but a snapshot of nothing: 0 indices' });
  });

  it('takes a snapshot of nothing for success where it may be empty, but never a failed one', () => {
    const empty = { indices: [], shards: { total: 0, failed: 0, successful: 0 } };
    expect(observeSnapshot(snapshot(empty), null, { mayBeEmpty: true }).state).toBe('completed');
    const failed = observeSnapshot(snapshot({ ...empty, state: 'FAILED' }), null, { mayBeEmpty: true });
    expect(failed.state).toBe('failed');
  });

  it('does not take SUCCESS with a failed shard for success', () => {
    expect(
      observeSnapshot(snapshot({ shards: { total: 11, failed: 1, successful: 10 } }), null),
    ).toMatchObject({ state: 'failed' });
  });

  it.each(['PARTIAL', 'FAILED', 'INCOMPATIBLE'])('names the shards when it is %s', (state) => {
    const failures = [1, 2, 3, 4].map((shard_id) => ({
      index: 'job',
      shard_id,
      reason: 'disk\nfull',
      index_uuid: 'x',
      status: 'E',
    }));
    const seen = observeSnapshot(
      snapshot({ state, failures, shards: { total: 11, failed: 4, successful: 7 } }),
      null,
    );
    expect(seen).toMatchObject({ state: 'failed', done: 7, total: 11 });
    expect(seen.message).toBe(
      `${state}, 4 of 11 shards failed: job[1]: disk full; job[2]: disk full; job[3]: disk full and 1 more`,
    );
  });

  it.each(['IN_PROGRESS', 'STARTED'])('is running when it is %s', (state) => {
    expect(observeSnapshot(snapshot({ state }), { done: 3, total: 11 })).toMatchObject({
      state: 'running',
      done: 3,
      total: 11,
    });
  });

  it('lets time decide about a state of a later version', () => {
    const seen = observeSnapshot(snapshot({ state: 'FROZEN' }), null);
    expect(seen).toMatchObject({ state: 'incomplete' });
    expect(seen.message).toContain('FROZEN');
  });
});
