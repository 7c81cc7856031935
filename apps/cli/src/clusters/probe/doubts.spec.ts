import { describe, expect, it } from '@jest/globals';
import { doubtsOf } from './doubts.ts';
import { foundCluster, foundEngine, foundPort } from './found-cluster.spec-support.ts';

const threeBrokers = { ...foundPort('http://gw:9600'), topology: { brokers: 3, partitions: 3 } };
const { prefixes } = foundEngine();

describe('what a person has to complete', () => {
  it('is nothing where everything was found', () => {
    expect(doubtsOf(foundCluster())).toEqual([]);
  });

  it.each([
    ['a version that is not reported', { version: null }, 'version', /does not report it/],
    ['a version that is not supported', { version: '8.42.0' }, 'version', /8\.42\.0 is not supported/],
    ['a version without a soft pause', { version: '8.2.26' }, 'hardPause', /set it to allowed/],
    ['brokers that were not named', { zeebe: threeBrokers }, 'brokers', /has 3, and 0 were found/],
    [
      'brokers of an unknown number',
      { zeebe: foundPort('http://gw:9600') },
      'brokers',
      /does not report how many/,
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
      /a, b\. Take the one/,
    ],
    [
      'several prefixes',
      { engine: foundEngine({ prefixes: { ...prefixes, webapps: ['own', ''] } }) },
      'orchestration.indexPrefix',
      /own, none/,
    ],
  ])('is %s', (_, over, what, remedy) => {
    expect(doubtsOf(foundCluster(over))).toEqual([
      { what, remedy: expect.stringMatching(remedy) as unknown as string },
    ]);
  });

  it('begins with what did not answer', () => {
    const missing = [{ what: 'operate', remedy: 'It did not answer.' }];
    expect(doubtsOf(foundCluster({ missing, version: null })).map(({ what }) => what)).toEqual([
      'operate',
      'version',
    ]);
  });
});
