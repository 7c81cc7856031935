import { describe, expect, it } from '@jest/globals';
import { createCamundaClients } from './camunda-cluster.ts';

describe('createCamundaClients', () => {
  it('has a client for every deployed component, and none for the others', () => {
    const clients = createCamundaClients({
      zeebe: { management: 'http://zeebe:9600', brokers: ['http://zeebe-0:9600', 'http://zeebe-1:9600'] },
      operate: { management: 'http://operate:9600' },
      optimize: { management: 'https://optimize:8092/optimize' },
    });
    expect(Object.keys(clients.webApps)).toEqual(['operate', 'optimize']);
    expect(clients.webApps.optimize?.component).toBe('optimize');
    expect(clients.brokers.map((broker) => broker.address)).toEqual(['zeebe-0:9600', 'zeebe-1:9600']);
    expect(clients.management.tasklist).toBeUndefined();
  });

  it('asks the gateway for partitions where no brokers are given', () => {
    const clients = createCamundaClients({ zeebe: { management: 'http://zeebe:9600' } });
    expect(clients.brokers).toEqual([clients.management.zeebe]);
  });
});
