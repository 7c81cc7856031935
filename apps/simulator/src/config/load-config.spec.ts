import { describe, expect, it } from '@jest/globals';
import { loadConfig } from './load-config.ts';
import { simulatorSchema } from './simulator.schema.ts';

describe('the configuration', () => {
  it('has one cluster with everything by default', () => {
    const config = loadConfig([], {});
    expect(Object.keys(config.clusters)).toEqual(['demo']);
    expect(config.clusters.demo).toMatchObject({ version: '8.6.0', repository: 'camunda' });
    expect(simulatorSchema.parse(config)).toEqual(config);
  });

  it('is read from the environment, and flags win', () => {
    const env = { SIMULATOR_CONFIG: '{"basePort":41000,"clusters":{"a":{},"b":{}}}' };
    const config = loadConfig(['--base-port', '42000'], env);
    expect([config.basePort, Object.keys(config.clusters)]).toEqual([42_000, ['a', 'b']]);
  });

  it.each(['8.1.9', '8.3.0', '8.6.0', '8.8.3', '8.9.0', '8.10.9'])(
    'of a cluster of %s is a configuration again, with its defaults',
    (version) => {
      const source = JSON.stringify({ clusters: { a: { version }, b: { version: '8.9.1' } } });
      const config = loadConfig([], { SIMULATOR_CONFIG: source });
      expect(simulatorSchema.parse(config)).toEqual(config);
    },
  );

  it.each([
    [
      '{"clusters":{"a":{"zeebe":{"brokers":1,"replicationFactor":3}}}}',
      'replicationFactor must not be larger',
    ],
    ['{"clusters":{"a":{"faults":[{"kind":"status","component":"operate"}]}}}', 'status'],
    ['{"clusters":{"A b":{}}}', 'lower-case letters'],
    ['{"clusters":{"a":{"stores":{"elasticsearch":"http://127.0.0.1:9200"}}}}', 'give stores.s3 as well'],
    [
      '{"clusters":{"a":{"components":["elasticsearch"],"stores":{"elasticsearch":"http://127.0.0.1:9200"}}}}',
      'leave it out of components',
    ],
    [
      '{"clusters":{"a":{"version":"8.9.3","secondaryStorage":"rdbms","stores":{"elasticsearch":"http://127.0.0.1:9200","s3":{"endpoint":"http://127.0.0.1:4568","bucket":"b","accessKey":"k","secretKey":"s"}}}}}',
      'a Zeebe on an RDBMS cannot have real stores',
    ],
    [
      '{"clusters":{"a":{"version":"8.8.3","secondaryStorage":"opensearch","stores":{"elasticsearch":"http://127.0.0.1:9200","s3":{"endpoint":"http://127.0.0.1:4568","bucket":"b","accessKey":"k","secretKey":"s"}}}}}',
      'give the engine that stores name',
    ],
    [
      '{"clusters":{"a":{"version":"8.10.3","tenants":["default","other"],"stores":{"elasticsearch":"http://127.0.0.1:9200","s3":{"endpoint":"http://127.0.0.1:4568","bucket":"b","accessKey":"k","secretKey":"s"}}}}}',
      'the default physical tenant only',
    ],
    ['{', 'is not JSON'],
    ['/no/such/file', 'There is no configuration file'],
  ])('is refused when it makes no sense: %s', (source, complaint) => {
    expect(() => loadConfig([], { SIMULATOR_CONFIG: source })).toThrow(complaint);
  });

  it('leaves the simulated Elasticsearch out where a real one is given', () => {
    const source = JSON.stringify({
      clusters: {
        a: {
          stores: {
            elasticsearch: 'http://127.0.0.1:9200',
            s3: { endpoint: 'http://127.0.0.1:4568', bucket: 'b', accessKey: 'k', secretKey: 's' },
          },
        },
      },
    });
    const { clusters } = loadConfig([], { SIMULATOR_CONFIG: source });
    expect(clusters.a?.components).toEqual(['zeebe', 'operate', 'tasklist', 'optimize']);
  });
});
