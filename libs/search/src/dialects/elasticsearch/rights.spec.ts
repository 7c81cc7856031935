import { afterEach, describe, expect, it } from '@jest/globals';
import { EngineSnapshotStore } from '../../engine/snapshot-store.ts';
import {
  engineError,
  failureDetail,
  serve,
  type Engine,
  type EngineAnswer,
} from '../../engine/engine-answers.spec-support.ts';
import { rightsOf } from '../../engine/engine-rights.ts';

const ADDRESS = 'POST /_security/user/_has_privileges';
let engine: Engine;
let store: EngineSnapshotStore;

async function asked(answer: EngineAnswer, patterns = ['zeebe-record_*', 'operate-*']) {
  engine = await serve({ [ADDRESS]: answer });
  store = new EngineSnapshotStore({ engine: 'elasticsearch', url: engine.url });
  return store.missingRights({ rights: rightsOf('restore'), patterns });
}
afterEach(async () => {
  await store.close();
  await engine.close();
});

const held = (cluster: Record<string, boolean>, index: Record<string, Record<string, boolean>>) => ({
  body: { username: 'night', has_all_requested: false, cluster, index },
});
const CLUSTER = { monitor: true, create_snapshot: true, 'cluster:admin/snapshot/restore': true };
const INDEX = { view_index_metadata: true, monitor: true, delete_index: true };

describe('missingRights', () => {
  it('takes an action for held by itself, or by the privilege that grants it', async () => {
    const answer = held(CLUSTER, { 'zeebe-record_*': INDEX, 'operate-*': { ...INDEX } });
    expect(await asked(answer)).toEqual({ user: 'night', actions: [] });
    expect(JSON.parse(engine.asked[0]?.body ?? '')).toMatchObject({
      cluster: expect.arrayContaining(['monitor', 'cluster:monitor/main', 'cluster:admin/snapshot/restore']),
      index: [
        {
          names: ['zeebe-record_*', 'operate-*'],
          privileges: expect.arrayContaining(['delete_index', 'indices:admin/delete']),
        },
      ],
    });
  });

  it('names an action on indices that one of the patterns lacks, and what the answer leaves out', async () => {
    const index = { 'zeebe-record_*': INDEX, 'operate-*': { ...INDEX, delete_index: false } };
    expect(await asked(held({ monitor: true, create_snapshot: true }, index))).toEqual({
      user: 'night',
      actions: ['cluster:admin/snapshot/restore', 'indices:admin/delete'],
    });
  });

  it.each([
    [400, 'no handler found for uri [/_security/user/_has_privileges] and method [POST]'],
    [404, 'not found'],
    [
      405,
      'Incorrect HTTP method for uri [/_security/user/_has_privileges] and method [POST], allowed: [HEAD]',
    ],
  ])('is null where the engine has no security: HTTP %s', async (status, error) => {
    expect(await asked({ status, body: { error, status } })).toBeNull();
  });

  it.each([
    [
      'a login that is not known',
      engineError(401, 'security_exception', 'unable to authenticate'),
      'refused',
    ],
    [
      'a question that it does not take',
      engineError(400, 'illegal_argument_exception', 'unknown'),
      'refused',
    ],
    ['an engine that is busy', engineError(429, 'circuit_breaking_exception', 'too much'), 'unavailable'],
    ['an answer of another form', { body: { username: 'night', cluster: [] } }, 'unexpected-answer'],
  ])('is a failure for %s', async (_, answer, code) => {
    expect(await failureDetail(asked(answer))).toMatchObject({ code, component: 'records' });
  });
});
