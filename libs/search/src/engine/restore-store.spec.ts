import { afterEach, describe, expect, it } from '@jest/globals';
import { EngineRestoreStore } from './restore-store.ts';
import {
  engineError,
  failureDetail,
  serve,
  type Engine,
  type EngineAnswer,
} from './engine-answers.spec-support.ts';
import { urlPieces } from '../url-pieces.ts';

const NAME = 'camunda_zeebe_records_backup_1795413416';
const RESTORE = `POST /_snapshot/camunda/${NAME}/_restore`;

describe('EngineRestoreStore', () => {
  let engine: Engine;
  let store: EngineRestoreStore;

  async function connect(answers: Record<string, EngineAnswer | EngineAnswer[]>) {
    engine = await serve(answers);
    store = new EngineRestoreStore({ engine: 'elasticsearch', url: engine.url });
    return store;
  }
  const restore = async (answer: EngineAnswer, indices?: string[]) =>
    (await connect({ [RESTORE]: answer })).restore(
      { repository: 'camunda', snapshot: NAME, ...(indices && { indices }) },
      { caller: 'run-1' },
    );

  afterEach(async () => {
    await store.close();
    await engine.close();
  });

  it('restores indices with their aliases, and nothing of the cluster, without waiting', async () => {
    await restore({ body: { accepted: true } });
    const [asked] = engine.asked;
    expect(asked!.query.get('wait_for_completion')).toBe('false');
    expect(asked!.headers).toMatchObject({ 'user-agent': 'run-1' });
    expect(JSON.parse(asked!.body)).toEqual({
      include_aliases: true,
      include_global_state: false,
      feature_states: ['none'],
      ignore_index_settings: ['index.blocks.*'],
      ignore_unavailable: false,
      partial: false,
    });
  });

  it('restores only the given indices', async () => {
    await restore({ body: { accepted: true } }, ['zeebe-record*']);
    expect(JSON.parse(engine.asked[0]!.body)).toMatchObject({ indices: ['zeebe-record*'] });
  });

  /** As recorded on Elasticsearch 8.16.1. */
  const openIndex =
    'cannot restore index [job] because an open index with same name already exists in the cluster.';
  const notUnique =
    'index, alias, and data stream names need to be unique, but the following duplicates were found [job]';
  const tooManyShards = 'this action would add [1] shards, but this cluster has [6]/[1] normal shards open';
  const deleting = 'cannot restore a snapshot while a snapshot deletion is in-progress';
  it.each<[string, boolean, EngineAnswer]>([
    ['snapshot-missing', false, engineError(500, 'snapshot_restore_exception', 'snapshot does not exist')],
    ['index-in-the-way', false, engineError(500, 'snapshot_restore_exception', openIndex)],
    [
      'index-in-the-way',
      false,
      engineError(400, 'invalid_index_name_exception', 'Invalid index name [job], already exists as alias'),
    ],
    ['index-in-the-way', false, engineError(500, 'illegal_state_exception', notUnique)],
    ['refused', false, engineError(500, 'snapshot_restore_exception', "index wasn't fully snapshotted")],
    ['busy', true, engineError(503, 'concurrent_snapshot_execution_exception', deleting)],
    ['busy', true, engineError(400, 'validation_exception', tooManyShards)],
    ['unexpected-answer', true, engineError(500, 'illegal_state_exception', 'something else')],
    ['refused', false, engineError(400, 'validation_exception', 'something else')],
    ['refused', false, engineError(404, 'repository_missing_exception', '[camunda] missing')],
  ])('fails as %s (retryable: %s) when the engine says %j', async (code, retryable, answer) => {
    const failure = await failureDetail(restore(answer));
    expect(failure).toMatchObject({ code, retryable, component: 'records' });
    if (code === 'index-in-the-way') expect(failure.message).toContain('[job]');
    expect(engine.asked).toHaveLength(1);
  });

  it('deletes what is there, and tells who asked', async () => {
    const indices = [{ name: 'job', attributes: ['open'] }];
    await connect({
      'GET /_resolve/index/job%2Cgone': { body: { indices, aliases: [], data_streams: [] } },
      'DELETE /job': { body: { acknowledged: true } },
    });
    await store.deleteIndices(['job', 'gone'], { caller: 'run-1' });
    expect(engine.asked.map(({ call }) => call)).toEqual(['GET /_resolve/index/job%2Cgone', 'DELETE /job']);
    expect(engine.asked[1]!.headers).toMatchObject({ 'user-agent': 'run-1' });
  });

  it('deletes nothing when one of many names, in a later piece, is a data stream', async () => {
    const names = Array.from({ length: 100 }, (_, n) => `zeebe-record_process_8.6.0_2026-${n}`);
    const some = { indices: [{ name: 'job', attributes: ['open'] }], aliases: [], data_streams: [] };
    const stream = { ...some, data_streams: [{ name: 'logs', backing_indices: [] }] };
    const [first, second] = urlPieces(names).map((piece) => encodeURIComponent(piece.join(',')));
    await connect({
      [`GET /_resolve/index/${first!}`]: { body: some },
      [`GET /_resolve/index/${second!}`]: { body: stream },
    });
    const failure = await failureDetail(store.deleteIndices(names));
    expect(failure).toMatchObject({ code: 'refused', retryable: false });
    expect(failure.message).toContain('"logs" is an alias or a data stream');
    expect(engine.asked.filter(({ call }) => call.startsWith('DELETE'))).toEqual([]);
  });

  it('asks nothing and deletes nothing without names', async () => {
    await connect({});
    await store.deleteIndices([]);
    await expect(store.recovery([])).resolves.toEqual([]);
    expect(engine.asked).toEqual([]);
  });
});
