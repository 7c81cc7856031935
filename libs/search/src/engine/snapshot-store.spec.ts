import { afterEach, describe, expect, it } from '@jest/globals';
import { EngineSnapshotStore } from './snapshot-store.ts';
import {
  engineError,
  failureDetail,
  serve,
  type Engine,
  type EngineAnswer,
} from './engine-answers.spec-support.ts';

const NAME = 'camunda_zeebe_records_backup_1795413416';
const PATH = `/_snapshot/camunda/${NAME}`;
const START = Date.parse('2026-11-23T05:57:26.684Z');

/** As recorded on Elasticsearch 8.16.1. */
function snapshot(state: string, changes: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    snapshot: NAME,
    uuid: 'nuy4hsAdS0SwXDsiePFEgg',
    repository: 'camunda',
    indices: ['zeebe-record_job_8.6.0_2026-11-23', 'zeebe-record_variable_8.6.0_2026-11-23'],
    data_streams: [],
    include_global_state: false,
    metadata: { backupId: 1795413416 },
    state,
    start_time_in_millis: START,
    end_time: '1970-01-01T00:00:00.000Z',
    end_time_in_millis: 0,
    failures: [],
    shards: { total: 11, failed: 0, successful: state === 'SUCCESS' ? 11 : 0 },
    feature_states: [],
    ...changes,
  };
}
const found = (...snapshots: unknown[]): EngineAnswer => ({
  body: { snapshots, total: snapshots.length, remaining: 0 },
});
const missing = engineError(404, 'snapshot_missing_exception', `[camunda:${NAME}] is missing`);
const noRepository = engineError(404, 'repository_missing_exception', '[camunda] missing');

describe('EngineSnapshotStore', () => {
  let engine: Engine;
  let store: EngineSnapshotStore;

  async function connect(
    answers: Record<string, EngineAnswer | EngineAnswer[]>,
  ): Promise<EngineSnapshotStore> {
    engine = await serve(answers);
    store = new EngineSnapshotStore({ engine: 'elasticsearch', url: engine.url });
    return store;
  }
  const create = async (answer: EngineAnswer) =>
    (await connect({ [`PUT ${PATH}`]: answer })).create({
      repository: 'camunda',
      snapshot: NAME,
      indices: ['zeebe-record*'],
      metadata: { backupId: 1 },
    });

  afterEach(async () => {
    await store.close();
    await engine.close();
  });

  it('starts a snapshot of the given indices and of nothing else', async () => {
    await create({ body: { accepted: true } });
    expect(engine.asked[0]!.query.get('wait_for_completion')).toBe('false');
    expect(JSON.parse(engine.asked[0]!.body)).toEqual({
      indices: ['zeebe-record*'],
      metadata: { backupId: 1 },
      feature_states: ['none'],
      include_global_state: false,
      ignore_unavailable: false,
      partial: false,
    });
  });

  it.each<[string, boolean, EngineAnswer]>([
    [
      'id-in-use',
      false,
      engineError(
        400,
        'snapshot_name_already_in_use_exception',
        'snapshot with the same name already exists',
      ),
    ],
    [
      'id-in-use',
      false,
      engineError(
        400,
        'invalid_snapshot_name_exception',
        'snapshot with the same name is already in-progress',
      ),
    ],
    ['refused', false, engineError(400, 'invalid_snapshot_name_exception', 'must be lowercase')],
    [
      'busy',
      true,
      engineError(503, 'concurrent_snapshot_execution_exception', 'a repository clean is running'),
    ],
    ['refused', false, noRepository],
    ['refused', false, engineError(404, 'index_not_found_exception', 'no such index [x]')],
    ['refused', false, engineError(403, 'security_exception', 'action is unauthorized')],
    ['unavailable', true, engineError(503, 'master_not_discovered_exception', 'null')],
    ['unavailable', true, engineError(429, 'circuit_breaking_exception', 'too large')],
    [
      'unexpected-answer',
      true,
      engineError(500, 'snapshot_exception', 'failed to update snapshot in repository'),
    ],
    [
      'unavailable',
      true,
      { status: 502, body: '<html>bad gateway</html>', headers: { 'content-type': 'text/html' } },
    ],
  ])('fails as %s (retryable: %s) when the engine says %j', async (code, retryable, answer) => {
    await expect(failureDetail(create(answer))).resolves.toMatchObject({
      code,
      retryable,
      component: 'records',
    });
    expect(engine.asked).toHaveLength(1);
  });

  it('shows how far a running snapshot is, from its shards', async () => {
    const shards_stats = { initializing: 6, started: 1, finalizing: 0, done: 4, failed: 0, total: 11 };
    const status = { snapshots: [{ snapshot: NAME, repository: 'camunda', state: 'STARTED', shards_stats }] };
    await connect({
      [`GET ${PATH}`]: found(snapshot('IN_PROGRESS')),
      [`GET ${PATH}/_status`]: { body: status },
    });
    await expect(store.look('camunda', NAME)).resolves.toMatchObject({
      state: 'running',
      message: 'IN_PROGRESS, 4 of 11 shards of 2 indices',
      done: 4,
      total: 11,
      startedAt: START,
      details: { finishedAt: null, metadata: { backupId: 1795413416 } },
    });
  });

  it('is not confused when a running snapshot ends between the two questions', async () => {
    await connect({ [`GET ${PATH}`]: found(snapshot('IN_PROGRESS')), [`GET ${PATH}/_status`]: missing });
    await expect(store.look('camunda', NAME)).resolves.toMatchObject({
      state: 'running',
      done: 0,
      total: 11,
    });
  });

  it('takes 404 for absent, but not when the repository is missing', async () => {
    await connect({ [`GET ${PATH}`]: [missing, noRepository] });
    await expect(store.look('camunda', NAME)).resolves.toMatchObject({ state: 'absent', details: null });
    const failure = await failureDetail(store.look('camunda', NAME));
    expect(failure).toMatchObject({ code: 'refused', retryable: false, status: 404 });
    expect(failure.message).toContain('PUT _snapshot/camunda');
  });

  it('does not take a repository that is missing for one without snapshots, as Elasticsearch 7.17 answers', async () => {
    const failures = { camunda: { type: 'repository_missing_exception', reason: '[camunda] missing' } };
    const body = { snapshots: [], failures, total: 0, remaining: 0 };
    await connect({ [`GET ${PATH}`]: { body }, 'GET /_snapshot/camunda/*': { body } });
    for (const asked of [store.look('camunda', NAME), store.names('camunda'), store.list('camunda')])
      await expect(failureDetail(asked)).resolves.toMatchObject({ code: 'refused', status: 404 });
  });

  it('sends no metadata that is too large', async () => {
    await connect({});
    const request = { repository: 'camunda', snapshot: NAME, indices: ['zeebe-record*'] };
    const metadata = { positions: 'x'.repeat(1_024) };
    await expect(failureDetail(store.create({ ...request, metadata }))).resolves.toMatchObject({
      code: 'refused',
      retryable: false,
    });
    expect(engine.asked).toEqual([]);
  });

  it('refuses to call a repository verified that can only be read', async () => {
    await connect({
      'GET /_snapshot/camunda': { body: { camunda: { type: 'fs', settings: { readonly: 'true' } } } },
    });
    await expect(failureDetail(store.verifyRepository('camunda'))).resolves.toMatchObject({
      code: 'repository-read-only',
      retryable: false,
    });
    expect(engine.asked).toHaveLength(1);
  });

  it('says what to check when a node cannot write to the repository', async () => {
    await connect({
      'GET /_snapshot/camunda': { body: { camunda: { type: 'fs', settings: {} } } },
      'POST /_snapshot/camunda/_verify': engineError(
        500,
        'repository_verification_exception',
        '[camunda] path is not accessible',
      ),
    });
    const failure = await failureDetail(store.verifyRepository('camunda'));
    expect(failure).toMatchObject({ code: 'unavailable', retryable: true });
    expect(failure.message).toContain('every node can read and write');
  });

  it('counts open indices only', async () => {
    const indices = [
      { name: 'zeebe-record_job', attributes: ['open'] },
      { name: 'zeebe-record_old', attributes: ['closed'] },
    ];
    await connect({
      'GET /_resolve/index/zeebe-record*': { body: { indices, aliases: [], data_streams: [] } },
    });
    await expect(store.countIndices('zeebe-record*')).resolves.toBe(1);
  });

  it.each(['a*', 'a,b', '_all', '', 'x/../y'])('sends no deletion of "%s"', async (name) => {
    await connect({});
    await expect(failureDetail(store.delete('camunda', name))).resolves.toMatchObject({ code: 'refused' });
    expect(engine.asked).toEqual([]);
  });
});
