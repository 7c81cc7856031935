import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Backup } from '#contracts';
import { ClusterApi } from '../support/cluster-api.ts';
import { SimulatedStore } from '../support/simulated-store.ts';
import { isCall, World } from '../support/world.ts';

/**
 * One simulated 8.10 with the physical tenants `default` and `acme`. In the file each is a cluster of its own, and a third
 * names a tenant that there is not. `whole` is another 8.10 with two tenants, through the management port.
 */
let world: World;
beforeAll(async () => {
  world = await World.create(['a', 'whole'], {
    shape: {
      version: '8.10.9',
      tenants: ['default', 'acme'],
      components: ['zeebe', 'webapps', 'elasticsearch'],
      zeebe: { brokers: 2, partitions: 2, replicationFactor: 1 },
    },
    rest: (name) => name === 'a',
    more: () => ({ version: '8.10' }),
    restore: () => ({ control: 'manual' }),
    also: ({ a }) => ['acme', 'absent'].map((tenant) => entry(tenant, a!)),
  });
  await world.patch('a', { zeebe: { restoreDurationMs: 100, changeDurationMs: 100 } });
}, 120_000);
afterEach(() => world.clearFaults('a'));
afterAll(() => world.close());

function entry(
  tenant: string,
  { zeebe, brokers, rest, elasticsearch: url }: World['simulator']['clusters'][string],
) {
  return {
    name: tenant,
    version: '8.10',
    orchestration: { management: zeebe, brokers, rest: { url: rest }, tenant, indexPrefix: tenant },
    records: {
      ...{ engine: 'elasticsearch', url, repository: `camunda-${tenant}` },
      indexPrefix: `${tenant}-zeebe-record`,
    },
    pauseBudget: '60s',
    restore: { control: 'manual' },
  };
}

const apiOf = (name: string) => new ClusterApi(world.api, name);
const store = (repository?: string) => new SimulatedStore(world, 'a', repository);

/** Requests that the simulated cluster carried out since then. */
async function performed(mark: number): Promise<string[]> {
  const calls = (await world.effects('a', mark)).filter(isCall);
  return calls.filter((call) => call.performed).map(({ method, path }) => `${method} ${path}`);
}

/** Exporter phases of one tenant, asked of the simulated brokers themselves. */
async function phasesOf(tenant: string): Promise<string[]> {
  const brokers = world.simulator.clusters['a']?.brokers ?? [];
  const shown = await Promise.all(
    brokers.map(async (url) => {
      const response = await fetch(`${url}/actuator/partitions?physicalTenant=${tenant}`);
      return (await response.json()) as Record<string, Record<string, { exporterPhase: string }>>;
    }),
  );
  const phases = shown.flatMap((answer) => Object.values(answer[tenant] ?? {}));
  return [...new Set(phases.map(({ exporterPhase }) => exporterPhase))];
}

const tenantCall = (method: string, path: string) =>
  fetch(`${world.simulator.clusters['a']?.rest}/physical-tenants/acme/v2/${path}`, { method });

describe('physical tenants of 8.10', () => {
  let ofDefault: Backup;
  let ofAcme: Backup;

  it('are backed up one by one, also at the same time', async () => {
    const mark = await world.mark('a');
    [ofDefault, ofAcme] = await Promise.all([apiOf('a').backUp(), apiOf('acme').backUp()]);
    for (const { set, run } of [ofDefault, ofAcme]) {
      expect(set).toMatchObject({ state: 'complete', missing: [], foreign: false });
      expect(run).toMatchObject({ outcome: 'completed', exporting: 'running' });
    }
    const asked = await performed(mark);
    const paths = (inFront: string) =>
      asked
        .filter((call) => call.startsWith(`POST ${inFront}/v2/`))
        .map((call) => call.replace(/.*\/v2/, ''));
    for (const inFront of ['', '/physical-tenants/acme'])
      expect(paths(inFront)).toEqual(
        expect.arrayContaining(['/exporting/pause?soft=true', '/backups/history', '/backups/runtime']),
      );
    // Where the REST API refuses, since a change of the other tenant is pending, the management port is asked for one tenant.
    const byManagement = asked.filter((call) => call.includes('/actuator/'));
    expect(byManagement.filter((call) => !/physicalTenant=(default|acme)$/.test(call))).toEqual([]);
    expect([await phasesOf('default'), await phasesOf('acme')]).toEqual([['EXPORTING'], ['EXPORTING']]);
  });

  it('have sets of their own, each in the repository of its tenant', async () => {
    const ids = async (name: string) => (await apiOf(name).list()).items.map(({ backupId }) => backupId);
    expect(await ids('a')).toEqual([ofDefault.backupId]);
    expect(await ids('acme')).toEqual([ofAcme.backupId]);
    expect(await apiOf('acme').verify(ofAcme.backupId)).toMatchObject({ ok: true });
    for (const [repository, { backupId }] of [
      ['camunda', ofDefault],
      ['camunda-acme', ofAcme],
    ] as const) {
      const names = await store(repository).names('webapps');
      expect(names).toEqual(await store(repository).names(`camunda_webapps_${backupId}_`));
      expect(names).toHaveLength(6);
    }
  });

  it('do not end each other’s pause', async () => {
    await tenantCall('POST', 'exporting/pause?soft=true');
    const mark = await world.mark('a');
    // The REST API refuses to resume, so the management port is asked, for this tenant alone.
    await world.fault('a', {
      ...{ kind: 'status', component: 'rest', method: 'POST', path: '^/v2/exporting/resume', status: 500 },
      body: { detail: 'no' },
    });
    await apiOf('a').backUp();
    expect(await performed(mark)).toContain('POST /actuator/exporting/resume?physicalTenant=default');
    expect([await phasesOf('default'), await phasesOf('acme')]).toEqual([['EXPORTING'], ['SOFT_PAUSED']]);
    await tenantCall('POST', 'exporting/resume');
  });

  it('are restored one by one in the running cluster', async () => {
    const written = await store().documents();
    await store().write('acme-operate-list-view-8.3.0_', 7);
    await store().write('operate-list-view-8.3.0_', 5);
    const kept = (await store().documents())['operate-list-view-8.3.0_'];
    const mark = await world.mark('a');
    const { run } = await apiOf('acme').ended(await apiOf('acme').begun(ofAcme.backupId));
    expect(run).toMatchObject({ outcome: 'completed', failure: null, exporting: 'running' });
    expect((await performed(mark)).filter((call) => /v2\/(mode|restore)/.test(call))).toEqual([
      'PATCH /physical-tenants/acme/v2/mode?mode=RECOVERING',
      'POST /physical-tenants/acme/v2/restore',
    ]);
    const now = await store().documents();
    expect(now['acme-operate-list-view-8.3.0_']).toBe(written['acme-operate-list-view-8.3.0_']);
    expect(now['operate-list-view-8.3.0_']).toBe(kept);
  });

  it('keep their sets when those of another tenant are deleted', async () => {
    expect(await apiOf('acme').removed(ofAcme.backupId, { force: 'true' })).toMatchObject({
      outcome: 'completed',
    });
    expect(await store('camunda-acme').names('webapps')).toEqual([]);
    expect(await apiOf('a').verify(ofDefault.backupId)).toMatchObject({ ok: true });
  });
});

describe('a physical tenant that the cluster does not have', () => {
  it('is rejected with the field, the remedy and the tenants that there are, and nothing is touched', async () => {
    const mark = await world.mark('a');
    const { status, body } = await world.api.start('absent');
    expect(status).toBe(202);
    const run = await world.api.done('absent', body.backupId);
    expect(run).toMatchObject({ outcome: 'rejected' });
    expect(run.checks.find(({ name }) => name === 'zeebe-topology')).toMatchObject({
      ok: false,
      message: expect.stringMatching(
        /no physical tenant "absent"; it has acme, default\. Correct orchestration\.tenant/,
      ),
    });
    expect((await performed(mark)).filter((call) => !call.includes('_verify'))).toEqual([]);
  });
});

describe('a cluster with several physical tenants that is asked at the management port', () => {
  it('is rejected before anything is paused, with the tenants and the remedy', async () => {
    const mark = await world.mark('whole');
    const { body } = await world.api.start('whole');
    const run = await world.api.done('whole', body.backupId);
    expect(run).toMatchObject({ outcome: 'rejected' });
    expect(run.checks.find(({ name }) => name === 'zeebe-topology')).toMatchObject({
      ...{ ok: false, message: expect.stringContaining('several physical tenants (acme, default)') },
      remedy: expect.stringContaining('orchestration.tenant'),
    });
    const calls = (await world.effects('whole', mark)).filter(isCall);
    expect(calls.filter(({ performed: done, path }) => done && path.includes('/actuator/'))).toEqual([]);
  });
});
