import { describe, expect, it } from '@jest/globals';
import { CATALOG } from './components/catalog.ts';
import { HIGHEST_BASE, loopback, portsFrom } from './ports.ts';

const HOLDFAST_API = 8080;

describe('the ports of a cluster', () => {
  it('are the usual ones without a base, and leave that of Holdfast free', () => {
    const ports = portsFrom(null);
    expect(ports).toMatchObject({
      elasticsearch: 9200,
      brokerManagement: 9600,
      operateManagement: 9601,
      tasklistManagement: 9602,
    });
    expect(Object.values(ports)).not.toContain(HOLDFAST_API);
  });

  it('are a block without gaps from the base on, beginning with Elasticsearch', () => {
    const ports = portsFrom(19_200);
    expect(ports.elasticsearch).toBe(19_200);
    expect(Object.values(ports)).toEqual(Array.from({ length: 16 }, (_, offset) => 19_200 + offset));
  });

  it('never exceed the last port there is', () => {
    expect(Math.max(...Object.values(portsFrom(HIGHEST_BASE)))).toBe(65_535);
  });

  it('are each used by exactly one component', () => {
    const used = Object.values(CATALOG).flatMap(({ ports }) => ports);
    expect([...used].sort()).toEqual(Object.keys(portsFrom(null)).sort());
  });

  it('are only reached through the loopback interface', () => {
    expect(loopback(9200)).toBe('http://127.0.0.1:9200');
  });
});
