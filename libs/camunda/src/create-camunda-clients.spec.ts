import { describe, expect, it } from '@jest/globals';
import { GENERATIONS } from '#domain';
import { failureDetail } from './failure-of.spec-support.ts';
import { replay } from './http/replay-server.spec-support.ts';
import { createCamundaClients } from './create-camunda-clients.ts';

const zeebe = { management: 'http://zeebe:9600' };

describe('createCamundaClients', () => {
  it('has a client for every deployed component, and none for the others', async () => {
    const clients = createCamundaClients({
      generation: '8.4',
      zeebe: { ...zeebe, brokers: ['http://zeebe-0:9600', 'http://zeebe-1:9600'] },
      operate: { management: 'http://operate:9600' },
      optimize: { management: 'https://optimize:8092/optimize' },
    });
    expect(Object.keys(clients.backups)).toEqual(['zeebe', 'operate', 'optimize']);
    expect(clients.backups.optimize?.component).toBe('optimize');
    expect((await clients.brokers()).map((broker) => broker.address)).toEqual([
      'zeebe-0:9600',
      'zeebe-1:9600',
    ]);
    expect(clients.info.tasklist).toBeUndefined();
    expect(clients.restore).toBeNull();
    expect(clients.diagnostics.map(({ name }) => name)).toEqual([
      ...['zeebe-cluster', 'zeebe-partitions', 'zeebe-backups', 'zeebe-info'],
      ...['operate-backups', 'operate-info', 'optimize-backups'],
    ]);
  });

  it('asks the gateway for partitions where no brokers are given', async () => {
    const clients = createCamundaClients({ generation: '8.4', zeebe });
    expect((await clients.brokers()).map(({ address }) => address)).toEqual([clients.info.zeebe.address]);
  });

  it.each(GENERATIONS)('makes the clients of %s', (generation) => {
    const clients = createCamundaClients({
      ...{ generation, zeebe, webapps: zeebe },
      rest: { url: 'http://zeebe:8080' },
    });
    expect(clients.generation).toBe(generation);
    expect(clients.restore !== null).toBe(generation === '8.10');
    expect(clients.generated !== null).toBe(generation === 'rdbms');
    expect(clients.backups.webapps !== undefined).toBe(generation !== 'rdbms');
  });

  it.each([
    ['8.4', false, 'zeebe.auth'],
    ['8.8', true, 'orchestration.auth'],
  ] as const)('names the section of %s that has the credentials', async (generation, webapps, field) => {
    const server = await replay({
      'GET /actuator/backups': { status: 401 },
      'GET /actuator/backupRuntime': { status: 401 },
    });
    const management = { management: server.url };
    const clients = createCamundaClients({
      generation,
      zeebe: management,
      ...(webapps && { webapps: management }),
    });
    const failure = await failureDetail(clients.backups.zeebe.ids());
    await server.close();
    expect(failure.message).toContain(`Check ${field} of this cluster`);
  });

  it.each([
    [undefined, ['GET /v2/backups/runtime', 'POST /actuator/exporting/resume?physicalTenant=default']],
    [
      'acme',
      [
        'GET /physical-tenants/acme/v2/backups/runtime',
        'POST /actuator/exporting/resume?physicalTenant=acme',
      ],
    ],
  ])('asks 8.10 about one physical tenant only (%s)', async (tenant, [list = '', resume = '']) => {
    const server = await replay({ [list]: { body: [] }, [resume]: { status: 204 } });
    const management = { management: server.url };
    const clients = createCamundaClients({
      ...{ generation: '8.10', zeebe: management, webapps: management, tenant },
      rest: { url: `${server.url}/` },
    });
    await expect(clients.backups.zeebe.ids()).resolves.toEqual([]);
    // The REST API of this server refuses, so the management port is asked.
    await clients.exporting.resume();
    expect(server.asked.map(({ call }) => call)).toEqual([list, expect.any(String), resume]);
    await server.close();
  });

  it('refuses 8.10 by REST without its address', () => {
    expect(() => createCamundaClients({ generation: '8.10', zeebe, webapps: zeebe })).toThrow(
      /orchestration\.rest/,
    );
  });
});
