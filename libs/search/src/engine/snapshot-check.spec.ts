import { afterEach, describe, expect, it } from '@jest/globals';
import { EngineSnapshotStore } from './snapshot-store.ts';
import { failureDetail, serve, type Engine, type EngineAnswer } from './engine-answers.spec-support.ts';

const file = '/repository/indices/TnoYmSDgQAahJt_WEWE-sw/0/snap-B6bKs4TpRIGyYgwtdibvLQ.dat';

const snapshot = (state: string, changes: Record<string, unknown> = {}): EngineAnswer => ({
  body: {
    snapshots: [
      {
        snapshot: 'records',
        uuid: 'B6bKs4TpRIGyYgwtdibvLQ',
        indices: ['job', 'variable'],
        state,
        shards: { total: 2, failed: 0, successful: 2 },
        failures: [],
        ...changes,
      },
    ],
  },
});

/** As recorded on Elasticsearch 8.16.1, which says SUCCESS here of a PARTIAL snapshot as well. */
const status = (done: number, failed = 0): EngineAnswer => ({
  body: {
    snapshots: [
      {
        snapshot: 'records',
        state: 'SUCCESS',
        shards_stats: { initializing: 0, started: 0, finalizing: 0, done, failed, total: 2 },
        stats: { total: { file_count: 27, size_in_bytes: 33_558 } },
      },
    ],
  },
});

const error = (code: number, type: string, reason: string, cause?: [type: string, reason: string]) => {
  const outer = { type, reason };
  const caused = cause && { caused_by: { type: cause[0], reason: cause[1] } };
  return { status: code, body: { error: { root_cause: [outer], ...outer, ...caused }, status: code } };
};

describe('verifySnapshot', () => {
  let engine: Engine;
  let store: EngineSnapshotStore;

  async function verify(found: EngineAnswer, shards: EngineAnswer = status(2)) {
    engine = await serve({
      'GET /_snapshot/camunda/records': found,
      'GET /_snapshot/camunda/records/_status': shards,
    });
    store = new EngineSnapshotStore({ engine: 'elasticsearch', url: engine.url });
    return store.verifySnapshot('camunda', 'records');
  }

  afterEach(async () => {
    await store.close();
    await engine.close();
  });

  it('is ok when all shards succeeded and can be read', async () => {
    await expect(verify(snapshot('SUCCESS'))).resolves.toEqual({
      ok: true,
      message: 'SUCCESS, the file lists of 2 of 2 shards can be read',
      shards: { total: 2, successful: 2, failed: 0 },
      sizeBytes: 33_558,
    });
  });

  it('is not fooled by the status of a PARTIAL snapshot', async () => {
    const failures = [{ index: 'job', shard_id: 0, reason: 'primary shard is not allocated' }];
    const partial = snapshot('PARTIAL', { failures, shards: { total: 2, failed: 1, successful: 1 } });
    await expect(verify(partial, status(1, 1))).resolves.toMatchObject({
      ok: false,
      message: 'PARTIAL, 1 of 2 shards successful: job[0]: primary shard is not allocated',
      shards: { total: 2, successful: 1, failed: 1 },
    });
  });

  it('is not ok when fewer shards can be read than there should be', async () => {
    await expect(verify(snapshot('SUCCESS'), status(1))).resolves.toMatchObject({ ok: false });
  });

  const missing = error(404, 'snapshot_missing_exception', '[camunda:records] is missing', [
    'no_such_file_exception',
    file,
  ]);
  const corrupt = 'checksums do not match read [186326935] but expected [3590688532]';
  it.each<[string, EngineAnswer, string]>([
    ['a file is gone', missing, `is missing: ${file}`],
    [
      'a file list is damaged',
      error(500, 'snapshot_exception', 'failed to read shard', ['corrupt_state_exception', corrupt]),
      corrupt,
    ],
    ['the description of an index is damaged', error(500, 'corrupt_state_exception', corrupt), corrupt],
    [
      'a file may not be read',
      error(500, 'snapshot_exception', 'failed to get snapshot info', ['access_denied_exception', file]),
      file,
    ],
  ])('is not ok when %s, in the words of the engine', async (_, answer, words) => {
    const shards = { total: 2, successful: 2, failed: 0 };
    const check = await verify(snapshot('SUCCESS'), answer);
    expect(check).toMatchObject({ ok: false, shards, message: expect.stringContaining(words) });
    await store.close();
    await engine.close();
    await expect(verify(answer)).resolves.toMatchObject({ ok: false, shards: { total: 0 } });
  });

  it('does not know when the place of the repository does not answer', async () => {
    const cause: [string, string] = ['sdk_client_exception', 'Unable to execute HTTP request'];
    const answer = error(500, 'snapshot_exception', 'failed to read shard', cause);
    await expect(failureDetail(verify(snapshot('SUCCESS'), answer))).resolves.toMatchObject({
      code: 'unexpected-answer',
      retryable: true,
    });
  });
});
