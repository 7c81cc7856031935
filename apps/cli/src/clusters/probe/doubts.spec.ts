import { describe, expect, it } from '@jest/globals';
import { doubtsOf } from './doubts.ts';
import { foundBroker, foundCluster, foundEngine, foundPort } from './found-cluster.spec-support.ts';
import type { FoundCluster } from './probe-cluster.ts';

const { prefixes } = foundEngine();
const gateway = { ...foundPort('http://gw:9600'), actuators: ['exporting'] };
const unified: Partial<FoundCluster> = {
  version: '8.8.15',
  orchestration: true,
  zeebe: {
    ...foundBroker('http://gw:9600'),
    version: '8.8.15',
    actuators: ['exporting', 'backupRuntime', 'backupHistory'],
  },
  apps: {},
  engine: foundEngine({ prefixes: { ...prefixes, webapps: [''], records: [] } }),
};

describe('what a person has to complete', () => {
  it('is nothing where everything was found', () => {
    expect(doubtsOf(foundCluster())).toEqual([]);
    expect(doubtsOf(foundCluster(unified))).toEqual([]);
    const brokers = [foundBroker('http://b-0:9600'), foundBroker('http://b-1:9600')];
    const two = { zeebe: { ...gateway, topology: { brokers: 2, partitions: 2 } }, brokers };
    expect(doubtsOf(foundCluster(two))).toEqual([]);
  });

  it.each<[string, Partial<FoundCluster>, string, RegExp]>([
    ['a version that is not reported', { version: null }, 'version', /does not report it/],
    [
      'a version that is not supported',
      { version: '8.42.0', apps: {} },
      'version',
      /8\.42\.0 is not supported/,
    ],
    [
      'brokers that were not named',
      { zeebe: foundBroker('http://gw:9600', 3) },
      'brokers',
      /has 3, and 1 were found/,
    ],
    [
      'the only broker, behind a gateway of its own',
      { zeebe: { ...gateway, topology: { brokers: 1, partitions: 1 } } },
      'brokers',
      /has 1, and 0 were found/,
    ],
    ['brokers of an unknown number', { zeebe: gateway }, 'brokers', /does not report how many/],
    [
      'a broker of another version',
      { brokers: [{ ...foundBroker('http://b:9600'), version: '8.5.1' }] },
      'brokers',
      /http:\/\/b:9600: no broker of this cluster/,
    ],
    [
      'a gateway that was given as a broker',
      { brokers: [gateway] },
      'brokers',
      /http:\/\/gw:9600: no broker of this cluster/,
    ],
    [
      'no repository',
      { engine: foundEngine({ repositories: [] }) },
      'records.repository',
      /Register the one/,
    ],
    [
      'several repositories',
      { engine: foundEngine({ repositories: ['a', 'b'] }) },
      'records.repository',
      /a, b\. Name the one/,
    ],
    [
      'a prefix among several',
      { engine: foundEngine({ prefixes: { ...prefixes, operate: ['own', 'operate'] } }) },
      'operate.indexPrefix',
      /own, operate/,
    ],
    [
      'an engine without an index of the component',
      { engine: foundEngine({ prefixes: { ...prefixes, operate: [] } }) },
      'operate.indexPrefix',
      /No index of Operate/,
    ],
    [
      'an application of another version',
      { apps: { operate: { ...foundPort('http://operate:9600'), version: '8.5.2' } } },
      'operate',
      /It is 8\.5\.2, and Zeebe is 8\.6\.0/,
    ],
    [
      'a history that is not exposed',
      {
        ...unified,
        zeebe: { ...foundBroker('http://gw:9600'), actuators: ['exporting', 'backupRuntime'] },
      },
      'orchestration',
      /"backupHistory" is missing/,
    ],
  ])('is %s', (_, over, what, remedy) => {
    expect(doubtsOf(foundCluster(over))).toEqual([
      { what, remedy: expect.stringMatching(remedy) as unknown as string },
    ]);
  });

  it('is one cluster for each physical tenant', () => {
    const zeebe = { ...unified.zeebe!, tenants: ['acme', 'default'] };
    expect(doubtsOf(foundCluster({ ...unified, zeebe }))).toEqual([
      { what: 'orchestration.tenant', remedy: expect.stringContaining('acme, default. Write one cluster') },
    ]);
  });

  it('is the database of a cluster that has no history backup, and nothing about an engine', () => {
    const zeebe = { ...unified.zeebe!, actuators: ['exporting', 'backupRuntime'] };
    const relational = {
      ...unified,
      version: '8.9.21',
      zeebe: { ...zeebe, version: '8.9.21' },
      engine: null,
    };
    const missing = [{ what: 'records', remedy: 'Name it.' }];
    expect(doubtsOf(foundCluster(relational)).map(({ what }) => what)).toEqual(['database']);
    const apps = { optimize: { ...foundPort('http://optimize:8092'), version: '8.9.3' } };
    const whats = doubtsOf(foundCluster({ ...relational, apps, missing })).map(({ what }) => what);
    expect(whats).toEqual(['records', 'database']);
  });

  it('is a hard pause that a person has to allow', () => {
    const old = { version: '8.1.9', zeebe: { ...gateway, version: '8.1.9' }, apps: {} };
    expect(doubtsOf(foundCluster(old)).find(({ what }) => what === 'hardPause')?.remedy).toContain(
      'Add "hardPause: allowed"',
    );
  });

  it('does not ask for prefixes of what the configuration does not have', () => {
    const several = { ...prefixes, tasklist: ['a', 'b'], optimize: ['a', 'b'] };
    expect(doubtsOf(foundCluster({ engine: foundEngine({ prefixes: several }) }))).toEqual([]);
  });

  it('names an address that was given twice', () => {
    const [operate, tasklist] = [foundPort('http://app:9600'), foundPort('http://app:9600')];
    const engine = foundEngine({ prefixes: { ...prefixes, tasklist: ['tasklist'] } });
    const remedies = doubtsOf(foundCluster({ apps: { operate, tasklist }, engine })).map(
      ({ remedy }) => remedy,
    );
    expect(remedies).toEqual([
      'It has the address of tasklist. Name the right one with --operate.',
      'It has the address of operate. Name the right one with --tasklist.',
    ]);
  });

  it('begins with what did not answer, and has what the engine refused', () => {
    const missing = [{ what: 'operate', remedy: 'It did not answer.' }];
    const engine = foundEngine({ problems: ['It could not list indices.'] });
    expect(doubtsOf(foundCluster({ missing, version: null, engine })).map(({ what }) => what)).toEqual([
      'operate',
      'version',
      'records',
    ]);
  });
});
