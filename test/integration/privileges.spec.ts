import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  createSearchStores,
  ENGINE_RIGHTS,
  RIGHT_VERBS,
  rightsOf,
  type EngineRight,
  type SearchStores,
  type RightVerb,
} from '#search';
import { ask, provideSecuredElasticsearch, type SecuredElasticsearch } from '../support/elasticsearch.ts';

/** Least privilege, held against a real Elasticsearch with security. */
const PORT_BASE = 22_100;
const RECORDS = 'zeebe-record_job_8.6.0_2026-11-27';
const INDICES = [RECORDS, 'operate-import-position-8.3.0_', 'tasklist-import-position-8.2.0_'];
const PATTERNS = ['zeebe-record_*', 'operate-*', 'tasklist-*'];
/** So slow that a snapshot in it is still running when it is looked at. */
const SLOW = 'camunda-slow';

interface Role {
  cluster: string[];
  indices: { names: string[]; privileges: string[] }[];
}

const readRole = (name: string): Role =>
  JSON.parse(readFileSync(`deploy/roles/elasticsearch-${name}.json`, 'utf8')) as Role;

/** The ready role with which each verb is to work. */
const ROLE_OF: Record<RightVerb, string> = {
  ...{ backup: 'backup', verify: 'backup', list: 'backup', doctor: 'backup' },
  ...{ delete: 'retention', restore: 'restore' },
};

let server: SecuredElasticsearch;
let repository: string;
const opened: SearchStores[] = [];

beforeAll(async () => {
  server = await provideSecuredElasticsearch({ portBase: PORT_BASE });
  repository = server.repository;
  for (const index of INDICES) await fill(index);
  await ask(server, 'PUT', `/_snapshot/${SLOW}`, {
    type: 'fs',
    settings: { location: `${server.location}-slow`, max_snapshot_bytes_per_sec: '8kb' },
  });
});
afterAll(async () => {
  for (const { records, restores, positions } of opened) {
    await Promise.all([records.close(), restores.close(), positions.close()]);
  }
  await server.stop();
});

async function fill(index: string): Promise<void> {
  await ask(server, 'PUT', `/${index}`, { settings: { number_of_replicas: 0 } });
  const text = Array.from({ length: 2000 }, () => Math.random().toString(36)).join('');
  const document = { position: 7, partitionId: 1, aliasName: 'job', text };
  await ask(server, 'POST', `/${index}/_doc?refresh=true`, document);
}

async function snapshot(name: string, where = repository): Promise<string> {
  await ask(server, 'PUT', `/_snapshot/${where}/${name}?wait_for_completion=true`, {
    indices: RECORDS,
    include_global_state: false,
    feature_states: ['none'],
  });
  return name;
}

/** The stores, as a user who has this role and no other. */
async function as(role: Role): Promise<SearchStores> {
  const name = `holdfast-${randomUUID()}`;
  const password = randomUUID();
  await ask(server, 'PUT', `/_security/role/${name}`, role);
  await ask(server, 'PUT', `/_security/user/${name}`, { password, roles: [name] });
  const auth = { basic: { username: name, password: { reveal: () => password } } };
  const stores = createSearchStores({ engine: 'elasticsearch', url: server.url, timeoutMs: 30_000, auth });
  opened.push(stores);
  return stores;
}

/** A role of single actions, without the privileges that hold several of them. */
function roleOf(rights: readonly EngineRight[]): Role {
  const actions = (scope: EngineRight['scope']) =>
    rights.filter((right) => right.scope === scope).map(({ action }) => action);
  return {
    cluster: actions('cluster'),
    indices:
      actions('index').length === 0
        ? []
        : [
            {
              names: ['zeebe-record*', 'operate-*', 'tasklist-*', 'holdfast-rehearsal-*'],
              privileges: actions('index'),
            },
          ],
  };
}

/** What a verb asks of the engine; each needs what it begins from to be there, and takes away what it left. */
const VERBS: Record<RightVerb, (stores: SearchStores) => Promise<void>> = {
  doctor: async ({ records, positions }) => {
    await records.ping();
    await records.repository(repository);
    await records.runningSnapshots(repository);
    await records.names(repository);
    expect(await records.countIndices('zeebe-record_*')).toBe(1);
    expect(await records.unassignedIndices(PATTERNS)).toEqual([]);
    expect(await positions.exported('zeebe-record')).toMatchObject([{ partitionId: 1, position: 7 }]);
    expect(await positions.imported('operate')).toMatchObject([{ valueType: 'job', position: 7 }]);
  },
  backup: async (stores) => {
    await VERBS.doctor(stores);
    const name = `camunda_zeebe_records_backup_${randomUUID()}`;
    const indices = ['zeebe-record_*'];
    await stores.records.create({ repository: SLOW, snapshot: name, indices, metadata: {} });
    try {
      expect(await stores.records.look(SLOW, name)).toMatchObject({ state: 'running' });
    } finally {
      await ask(server, 'DELETE', `/_snapshot/${SLOW}/${name}`);
    }
  },
  list: async ({ records }) => {
    await records.ping();
    const name = await snapshot(`base-${randomUUID()}`);
    expect((await records.names(repository)).map((each) => each.snapshot)).toContain(name);
    expect(await records.describe(repository, [name])).toMatchObject([{ snapshot: name, state: 'SUCCESS' }]);
  },
  verify: async ({ records }) => {
    await records.ping();
    const name = await snapshot(`base-${randomUUID()}`);
    expect(await records.verifySnapshot(repository, name)).toMatchObject({ ok: true });
  },
  delete: async ({ records }) => {
    await records.ping();
    const name = await snapshot(`base-${randomUUID()}`);
    await records.names(repository);
    await records.delete(repository, name);
    expect(await records.look(repository, name)).toMatchObject({ state: 'absent' });
  },
  restore: async ({ records, restores }) => {
    await records.ping();
    const name = await snapshot(`base-${randomUUID()}`);
    expect(await records.verifySnapshot(repository, name)).toMatchObject({ ok: true });
    await restores.templates(['zeebe-record']);
    expect(await restores.indices(PATTERNS)).toHaveLength(INDICES.length);
    await restores.settings();
    await restores.limits();
    await restores.holders([RECORDS]);
    await rehearsed(restores, name);
    await restores.deleteIndices([RECORDS]);
    try {
      await restores.restore({ repository, snapshot: name });
      let found = await restores.recovery([RECORDS]);
      while (found[0]?.done !== true) {
        await sleep(100);
        found = await restores.recovery([RECORDS]);
      }
      expect(found).toMatchObject([{ index: RECORDS, type: 'snapshot', snapshot: name }]);
    } finally {
      await untilThere(name);
    }
  },
};

/** Restored under a name of its own, and deleted again. */
async function rehearsed(restores: SearchStores['restores'], from: string): Promise<void> {
  const as = `holdfast-rehearsal-1-${randomUUID()}`;
  await restores.rehearse({ repository, snapshot: from, index: RECORDS, as });
  try {
    while ((await restores.recovery([as]))[0]?.done !== true) await sleep(100);
  } finally {
    await restores.deleteIndices([as]);
  }
}

/** The next one begins with the index as it was, whatever this one may not do. */
async function untilThere(name: string): Promise<void> {
  const response = await fetch(`${server.url}/${RECORDS}`, {
    method: 'HEAD',
    headers: { ...server.headers },
  });
  if (response.status === 404)
    await ask(server, 'POST', `/_snapshot/${repository}/${name}/_restore?wait_for_completion=true`, {
      indices: RECORDS,
    });
  await ask(server, 'GET', `/_cluster/health/${RECORDS}?wait_for_status=green`);
}

describe.each(RIGHT_VERBS)('%s', (verb) => {
  it('works with its ready role', async () => {
    await VERBS[verb](await as(readRole(ROLE_OF[verb])));
  });

  it('works with nothing but the actions of the table', async () => {
    await VERBS[verb](await as(roleOf(rightsOf(verb))));
  });

  it.each(rightsOf(verb).map((right) => [right.action, right] as const))(
    'without %s fails with a message that names it',
    async (action, without) => {
      const stores = await as(roleOf(rightsOf(verb).filter((right) => right !== without)));
      await expect(VERBS[verb](stores)).rejects.toMatchObject({
        detail: { code: 'refused', retryable: false, status: 403 },
        message: expect.stringContaining(`The user of records.auth needs the action ${action}`),
      });
    },
  );
});

describe('the roles', () => {
  it('of a backup can neither delete nor restore', async () => {
    const stores = await as(readRole('backup'));
    const name = await snapshot(`kept-${randomUUID()}`);
    const refused = { detail: { code: 'refused', status: 403 } };
    await expect(stores.records.delete(repository, name)).rejects.toMatchObject(refused);
    await expect(stores.restores.restore({ repository, snapshot: name })).rejects.toMatchObject(refused);
    await expect(stores.restores.deleteIndices([RECORDS])).rejects.toMatchObject(refused);
    expect(await stores.records.verifyRepository(repository)).toEqual({ nodes: 1 });
  });

  it('are known to the engine as what is missing', async () => {
    const { records } = await as(readRole('backup'));
    const question = { rights: ENGINE_RIGHTS, patterns: PATTERNS };
    await expect(records.missingRights(question)).resolves.toMatchObject({
      actions: ['cluster:admin/snapshot/delete', 'cluster:admin/snapshot/restore', 'indices:admin/delete'],
    });
    const all = await as(readRole('restore'));
    await expect(all.records.missingRights(question)).resolves.toMatchObject({ actions: [] });
  });
});
