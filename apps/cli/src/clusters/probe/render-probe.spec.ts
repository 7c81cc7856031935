import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { foundBroker, foundCluster, foundEngine } from './found-cluster.spec-support.ts';
import type { FoundCluster } from './probe-cluster.ts';
import { answerOf, configOf, problemsOf, renderProbe as render } from './render-probe.ts';

const renderProbe = (name: string, found: FoundCluster): string => render(found, answerOf(name, found));

describe('the configuration that a probe prints', () => {
  it('has what was found, and no prefix that is the default', () => {
    expect(configOf('prod', foundCluster())).toEqual({
      name: 'prod',
      version: '8.6',
      zeebe: { management: 'http://gw:9600' },
      operate: { management: 'http://operate:9600' },
      records: { engine: 'elasticsearch', url: 'http://es:9200', repository: 'camunda' },
    });
  });

  it('describes one application from 8.8 on, with its REST API and its own prefixes', () => {
    const { prefixes } = foundEngine();
    const unified = foundCluster({
      version: '8.10.9',
      orchestration: true,
      rest: 'http://gw:8080',
      apps: {},
      engine: foundEngine({ prefixes: { ...prefixes, webapps: ['own'], records: ['own-record'] } }),
    });
    expect(configOf('prod', unified)).toMatchObject({
      version: '8.10',
      orchestration: { management: 'http://gw:9600', rest: { url: 'http://gw:8080' }, indexPrefix: 'own' },
      records: { indexPrefix: 'own-record' },
    });
  });

  it('has a database to complete where the cluster has no history backup', () => {
    const zeebe = { ...foundBroker('http://gw:9600'), actuators: ['exporting', 'backupRuntime'] };
    const relational = foundCluster({
      version: '8.10.9',
      orchestration: true,
      apps: {},
      engine: null,
      zeebe,
    });
    const config = configOf('prod', relational);
    expect(config).toMatchObject({ database: { kind: 'postgresql', dump: expect.any(String) } });
    expect(config).not.toHaveProperty('records');
    expect(problemsOf(config)).toEqual([]);
  });

  it('has every broker that answered', () => {
    const brokers = ['http://b-0:9600', 'http://b-1:9600'];
    expect(configOf('prod', foundCluster({ brokers: brokers.map((url) => foundBroker(url)) }))).toMatchObject(
      {
        zeebe: { management: 'http://gw:9600', brokers },
      },
    );
  });

  it('takes the password of the engine from the environment', () => {
    const { records } = configOf('prod', foundCluster({ engine: foundEngine({ username: 'holdfast' }) }));
    expect(records).toMatchObject({
      auth: { basic: { username: 'holdfast', password: '${HOLDFAST_SEARCH_PASSWORD}' } },
    });
  });

  it('leaves out a version that Zeebe does not report', () => {
    expect(configOf('prod', foundCluster({ version: null }))).not.toHaveProperty('version');
  });

  it('is YAML as a whole, with what is to be completed as comments', () => {
    const found = foundCluster({ missing: [{ what: 'optimize', remedy: 'Name it.' }] });
    const text = renderProbe('prod', found);
    expect(text).toContain('# Camunda 8.6.0 (brokers: 1, partitions: 2)\n# elasticsearch 8.16.1\n');
    expect(text).toContain('# To complete:\n#   optimize: Name it.\n');
    expect(parse(text)).toEqual({ clusters: [configOf('prod', found)] });
  });

  it('leaves out a repository that a person has to choose, and says that it cannot be used yet', () => {
    const found = foundCluster({ engine: foundEngine({ repositories: ['a', 'b'] }) });
    expect(configOf('prod', found)).toMatchObject({ records: { url: 'http://es:9200' } });
    expect(renderProbe('prod', found)).toMatch(
      /^# Not usable yet:\n# {3}clusters\[0\]\.records\.repository/m,
    );
    expect(problemsOf(configOf('prod', foundCluster()))).toEqual([]);
  });

  it('keeps what a component reports inside of the comments', () => {
    const engine = foundEngine({ version: '8.16.1\nclusters: []', repositories: ['a\nredis: {}', 'b'] });
    const text = renderProbe('prod', foundCluster({ engine }));
    expect(Object.keys(parse(text) as object)).toEqual(['clusters']);
    expect(text.split('\n').filter((line) => /^(redis|clusters: \[)/.test(line))).toEqual([]);
  });
});
