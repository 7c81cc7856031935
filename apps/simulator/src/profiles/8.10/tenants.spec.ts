import { describe, expect, it } from '@jest/globals';
import { FakeCluster } from '../../testing/simulated-cluster.fake.ts';

const settings = {
  zeebe: { appearDelayMs: 0, partitionStaggerMs: 0, partitionDurationMs: 0, changeDurationMs: 0 },
  webapps: { appearDelayMs: 0, partDurationMs: 0, partGapMs: 0 },
};
const fakeOf = () => new FakeCluster({ version: '8.10.9', tenants: ['default', 'acme'], settings });
const post = (backupId: number) => ({ body: JSON.stringify({ backupId }) });

describe('physical tenants of 8.10', () => {
  it('have partitions of their own, by tenant', async () => {
    const fake = fakeOf();
    const all = await fake.json('broker-0', 'GET /actuator/partitions');
    expect(Object.keys(all)).toEqual(['default', 'acme']);
    expect(Object.keys(all.acme as object)).toEqual(['1', '2']);
    const one = await fake.json('broker-0', 'GET /actuator/partitions?physicalTenant=acme');
    expect(Object.keys(one)).toEqual(['acme']);
    expect((await fake.ask('broker-0', 'GET /actuator/partitions?physicalTenant=x')).status).toBe(400);
    const single = new FakeCluster({ version: '8.10.9' });
    expect(Object.keys(await single.json('broker-0', 'GET /actuator/partitions'))).toEqual(['1', '2']);
  });

  it('are paused together by the actuator, and one by one by the REST API', async () => {
    const fake = fakeOf();
    const status = async (path: string) => (await fake.json('rest', `GET ${path}/exporting`)).status;
    const both = async () => [await status('/v2'), await status('/physical-tenants/acme/v2')];
    await fake.ask('rest', 'POST /physical-tenants/acme/v2/exporting/pause?soft=true');
    expect(await both()).toEqual(['EXPORTING', 'SOFT_PAUSED']);
    await fake.ask('broker-0', 'POST /actuator/exporting/pause?soft=true');
    expect(await both()).toEqual(['SOFT_PAUSED', 'SOFT_PAUSED']);
    await fake.ask('broker-0', 'POST /actuator/exporting/resume?physicalTenant=acme');
    expect(await both()).toEqual(['SOFT_PAUSED', 'EXPORTING']);
    expect((await fake.ask('rest', 'GET /physical-tenants/x/v2/exporting')).status).toBe(404);
  });

  it('have backups of their own, which the actuator takes and shows together', async () => {
    const fake = fakeOf();
    await fake.ask('rest', 'POST /physical-tenants/acme/v2/backups/runtime', post(41));
    fake.wait(100);
    expect((await fake.ask('rest', 'GET /v2/backups/runtime/41')).status).toBe(404);
    expect(await fake.json('broker-0', 'GET /actuator/backupRuntime/41')).toMatchObject({
      state: 'INCOMPLETE',
      physicalTenants: [
        { physicalTenantId: 'default', state: 'DOES_NOT_EXIST' },
        { physicalTenantId: 'acme', state: 'COMPLETED' },
      ],
    });
    const taken = await fake.json('broker-0', 'POST /actuator/backupRuntime', post(42));
    expect(taken).toMatchObject({ backupId: 42, backupIds: { default: 42, acme: 42 } });
    fake.wait(100);
    expect(await fake.json('broker-0', 'GET /actuator/backupRuntime/42')).toMatchObject({
      state: 'COMPLETED',
      details: [{ physicalTenantId: 'default' }, {}, { physicalTenantId: 'acme' }, {}],
    });
  });

  it('are not atomic: what one refuses, others have started', async () => {
    const fake = fakeOf();
    await fake.ask('rest', 'POST /physical-tenants/acme/v2/backups/runtime', post(50));
    const answer = await fake.ask('broker-0', 'POST /actuator/backupRuntime', post(42));
    expect([answer.status, JSON.parse(answer.body ?? '')]).toEqual([
      409,
      expect.objectContaining({
        backupId: 42,
        backupIds: { default: 42 },
        message: expect.stringContaining('still triggered for physical tenant(s): [default]'),
      }),
    ]);
  });

  it('have a history, a repository, indices and names of their own', async () => {
    const fake = fakeOf();
    const { scheduledSnapshots } = await fake.json('broker-0', 'POST /actuator/backupHistory', post(42));
    expect(scheduledSnapshots).toHaveLength(12);
    fake.wait(100);
    const namesIn = (repository: string) => fake.cluster.snapshots.list(repository).map(({ name }) => name);
    expect(namesIn('camunda')).toContain('camunda_webapps_42_8.10.9_part_1_of_6');
    expect(namesIn('camunda-acme')).toContain('camunda_webapps_42_8.10.9_part_1_of_6');
    expect(fake.cluster.snapshots.list('camunda-acme')[1]?.indices[0]?.name).toMatch(/^acme-/);
    expect(await fake.json('broker-0', 'GET /actuator/backupHistory/42')).toMatchObject({
      state: 'COMPLETED',
      physicalTenants: [{ physicalTenantId: 'default' }, { physicalTenantId: 'acme', state: 'COMPLETED' }],
    });
    expect((await fake.ask('rest', 'DELETE /physical-tenants/acme/v2/backups/history/42')).status).toBe(204);
    fake.wait(1_000);
    expect([namesIn('camunda').length, namesIn('camunda-acme').length]).toEqual([6, 0]);
  });

  it.each([
    [{ version: '8.9.0', tenants: ['default', 'acme'] }, 'no physical tenants'],
    [{ version: '8.10.9', tenants: ['acme'] }, 'default among them'],
    [{ version: '8.6.0', components: ['webapps' as const] }, 'has no webapps'],
    [{ version: '8.8.0', components: ['operate' as const] }, 'has no operate'],
    [{ version: '8.8.0', secondaryStorage: 'rdbms' as const }, 'no profile for version 8.8.0'],
    [{ version: '8.11.0' }, 'no profile for version 8.11.0'],
    [{ version: '8.6.0', indexPrefix: 'x' }, 'only the history of 8.8'],
  ])('%j is refused', (options, complaint) => {
    expect(() => new FakeCluster(options)).toThrow(complaint);
  });
});
