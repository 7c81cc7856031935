import { describe, expect, it } from '@jest/globals';
import { loadConfig } from './load-config.ts';

describe('the configuration', () => {
  it('has one cluster with everything when nothing is said', () => {
    const config = loadConfig([], {});
    expect(Object.keys(config.clusters)).toEqual(['demo']);
    expect(config.clusters.demo).toMatchObject({ version: '8.6.0', repository: 'camunda' });
  });

  it('is read from the environment, and flags win', () => {
    const env = { SIMULATOR_CONFIG: '{"basePort":41000,"clusters":{"a":{},"b":{}}}' };
    const config = loadConfig(['--base-port', '42000'], env);
    expect([config.basePort, Object.keys(config.clusters)]).toEqual([42_000, ['a', 'b']]);
  });

  it.each([
    [
      '{"clusters":{"a":{"zeebe":{"brokers":1,"replicationFactor":3}}}}',
      'replicationFactor must not be larger',
    ],
    ['{"clusters":{"a":{"faults":[{"kind":"status","component":"operate"}]}}}', 'status'],
    ['{"clusters":{"A b":{}}}', 'lower-case letters'],
    [
      '{"clusters":{"a":{"optimize":{"elasticsearch":"http://127.0.0.1:9200"}}}}',
      'needs optimize.repository',
    ],
    ['{', 'is not JSON'],
    ['/no/such/file', 'There is no configuration file'],
  ])('is refused when it makes no sense: %s', (source, complaint) => {
    expect(() => loadConfig([], { SIMULATOR_CONFIG: source })).toThrow(complaint);
  });
});
