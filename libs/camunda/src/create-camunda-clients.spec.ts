import { describe, expect, it } from '@jest/globals';
import { GENERATIONS } from '#domain';
import { createCamundaClients } from './create-camunda-clients.ts';

const zeebe = { management: 'http://zeebe:9600' };

describe('createCamundaClients', () => {
  it('has a client for every deployed component, and none for the others', () => {
    const clients = createCamundaClients({
      generation: '8.4',
      zeebe: { ...zeebe, brokers: ['http://zeebe-0:9600', 'http://zeebe-1:9600'] },
      operate: { management: 'http://operate:9600' },
      optimize: { management: 'https://optimize:8092/optimize' },
    });
    expect(Object.keys(clients.backups)).toEqual(['zeebe', 'operate', 'optimize']);
    expect(clients.backups.optimize?.component).toBe('optimize');
    expect(clients.brokers.map((broker) => broker.address)).toEqual(['zeebe-0:9600', 'zeebe-1:9600']);
    expect(clients.info.tasklist).toBeUndefined();
    expect(clients.restore).toBeNull();
    expect(clients.diagnostics.map(({ name }) => name)).toEqual([
      ...['zeebe-cluster', 'zeebe-partitions', 'zeebe-backups', 'zeebe-info'],
      ...['operate-backups', 'operate-info', 'optimize-backups'],
    ]);
  });

  it('asks the gateway for partitions where no brokers are given', () => {
    const clients = createCamundaClients({ generation: '8.4', zeebe });
    expect(clients.brokers.map(({ address }) => address)).toEqual([clients.info.zeebe.address]);
  });

  it.each(GENERATIONS)('makes the clients of %s', (generation) => {
    const clients = createCamundaClients({ generation, zeebe, webapps: zeebe });
    expect(clients.generation).toBe(generation);
  });
});
