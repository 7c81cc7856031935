import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DoctorReport } from '#contracts';
import { ask, provideSecuredElasticsearch, type SecuredElasticsearch } from '../support/elasticsearch.ts';
import { ClusterApi } from '../support/cluster-api.ts';
import { World } from '../support/world.ts';

/** Whole runs with the ready roles: a simulated Camunda next to a real Elasticsearch with security. */
const PORT_BASE = 22_150;
const USER = 'holdfast';
const PASSWORD = 'only-for-this-test';

interface Role {
  cluster: string[];
  indices: { names: string[]; privileges: string[] }[];
}

let server: SecuredElasticsearch;
let world: World;
beforeAll(async () => {
  server = await provideSecuredElasticsearch({ portBase: PORT_BASE });
  const index = 'zeebe-record_job_8.6.0_2026-11-27';
  await ask(server, 'PUT', `/${index}`, { settings: { number_of_replicas: 0 } });
  await ask(server, 'POST', `/${index}/_doc?refresh=true`, { position: 1, partitionId: 1 });
  await become('backup');
  await ask(server, 'PUT', `/_security/user/${USER}`, { password: PASSWORD, roles: [USER] });
  const auth = { basic: { username: USER, password: PASSWORD } };
  const records = { engine: 'elasticsearch', url: server.url, repository: server.repository, auth };
  world = await World.create(['a'], {
    // The simulated exporter writes into an Elasticsearch of its own.
    steps: { settleTimeout: '0s' },
    cluster: (name, { zeebe, brokers }) =>
      Promise.resolve({
        name,
        version: '8.6',
        zeebe: { management: zeebe, brokers },
        records,
        pauseBudget: '60s',
      }),
    more: () => ({ retention: { keepLast: 100 } }),
  });
});
afterAll(async () => {
  await world.close();
  await server.stop();
});

/** Gives the user that Holdfast shows one of the ready roles, less what is named. */
async function become(name: string, ...without: string[]): Promise<void> {
  const role = JSON.parse(readFileSync(`deploy/roles/elasticsearch-${name}.json`, 'utf8')) as Role;
  const cluster = role.cluster.filter((each) => !without.includes(each));
  await ask(server, 'PUT', `/_security/role/${USER}`, { ...role, cluster });
}

async function backup() {
  const { body, status } = await world.api.start('a');
  expect(status).toBe(202);
  return world.api.done('a', body.backupId);
}

async function examined(name: string) {
  const { body } = await world.api.call<DoctorReport>('/api/v1/doctor');
  return body.checks.filter((each) => each.name === name && each.cluster === 'a');
}

describe('a backup', () => {
  it('is whole with the role of a backup', async () => {
    await become('backup');
    const run = await backup();
    expect(run).toMatchObject({ outcome: 'completed', exporting: 'running' });
    const { body } = await world.api.post(`/api/v1/clusters/a/backups/${run.setId}/verify`);
    expect(body).toMatchObject({ ok: true });
  });

  it('is whole where the repository may not be verified, and says so', async () => {
    await become('backup', 'cluster:admin/repository/verify');
    const run = await backup();
    expect(run.outcome).toBe('completed');
    expect(run.checks.find(({ name }) => name === 'snapshot-repository')).toMatchObject({
      ok: true,
      message: expect.stringContaining('needs the action cluster:admin/repository/verify'),
    });
  });

  it('that may not take a snapshot is rejected before anything is paused', async () => {
    await ask(server, 'PUT', `/_security/role/${USER}`, {
      cluster: ['monitor', 'monitor_snapshot'],
      indices: [{ names: ['zeebe-record*'], privileges: ['view_index_metadata', 'monitor', 'read'] }],
    });
    const run = await backup();
    expect(run).toMatchObject({ outcome: 'rejected', exporting: 'running' });
    expect(run.checks.filter(({ ok }) => !ok)).toEqual([
      expect.objectContaining({
        name: 'records-privileges',
        message: expect.stringContaining('cluster:admin/snapshot/create'),
        remedy: expect.stringContaining('deploy/roles/elasticsearch-backup.json'),
      }),
    ]);
    expect(await examined('records-privileges')).toMatchObject([{ status: 'critical' }]);
  });
});

describe('the doctor', () => {
  it('names the role that retention needs, before it runs', async () => {
    await become('backup');
    expect(await examined('records-privileges')).toMatchObject([
      {
        status: 'warning',
        message: expect.stringContaining('cluster:admin/snapshot/delete'),
        remedy: expect.stringContaining('deploy/roles/elasticsearch-retention.json'),
      },
    ]);
  });

  it('accepts that role, and the set can be deleted', async () => {
    await become('retention');
    expect(await examined('records-privileges')).toMatchObject([
      { status: 'ok', message: expect.stringContaining('restore would fail') },
    ]);
    const { setId: backupId } = await backup();
    const deletion = await new ClusterApi(world.api, 'a').removed(backupId, { force: 'true' });
    expect(deletion).toMatchObject({ outcome: 'completed' });
  });
});
