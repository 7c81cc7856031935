import { describe, expect, it } from '@jest/globals';
import { stringify } from 'yaml';
import { parseConfig } from './load-config.ts';
import { problemsIn } from './problems.spec-support.ts';

interface Given {
  version?: string;
  brokers?: unknown;
  brokerCount?: unknown;
  restore?: object;
}

function fileOf({ version = '8.8', restore, ...zeebe }: Given): string {
  const section = Number(version.slice(2)) < 8 ? 'zeebe' : 'orchestration';
  return stringify({
    clusters: [
      {
        ...{ name: 'prod', version, [section]: { management: 'http://gw:9600', ...zeebe } },
        records: { engine: 'elasticsearch', url: 'http://es:9200', repository: 'camunda' },
        ...(restore && { restore }),
      },
    ],
  });
}

const problemsOf = (given: Given): string => problemsIn(fileOf(given)).join('\n');

const zeebeOf = (given: Given) => parseConfig(fileOf(given), {}).clusters[0]!.zeebe;
const BY_ID = 'http://zeebe-{id}.zeebe:9600';

describe('the brokers of a cluster', () => {
  it('are the gateway alone, those that are listed, or those with the node ids that the cluster reports', () => {
    expect(zeebeOf({})).toMatchObject({ brokers: ['http://gw:9600'], brokerCount: 1 });
    const brokers = ['http://b0:9600', 'http://b1:9600'];
    expect(zeebeOf({ brokers })).toMatchObject({ brokers, brokerCount: 2, brokerPattern: undefined });
    expect(zeebeOf({ brokers: BY_ID })).toMatchObject({ brokers: [], brokerCount: 1, brokerPattern: BY_ID });
    expect(zeebeOf({ brokers: BY_ID, brokerCount: 3, restore: { control: 'manual' } }).brokerCount).toBe(3);
  });

  it.each<[string, Given, RegExp]>([
    ['a word', { brokers: 'auto' }, /orchestration\.brokers: .*with \{id\} in the place of its node id/],
    ['one address for all', { brokers: 'http://zeebe:9600' }, /with \{id\} in the place of its node id/],
    ['a pattern that is no address', { brokers: 'zeebe-{id}' }, /must be a list of addresses/],
    [
      'neither a list nor an address',
      { brokers: 3 },
      /orchestration\.brokers: .*must be a list of addresses/,
    ],
    ['a list with what is no address', { brokers: ['b0'] }, /orchestration\.brokers\[0\]: .*not an http/],
    [
      'a count next to a list',
      { brokers: ['http://b0:9600'], brokerCount: 1 },
      /brokerCount: 1 is only used with/,
    ],
    [
      'a restore of brokers of an unknown number',
      { brokers: BY_ID, restore: { control: 'manual' } },
      /orchestration\.brokerCount: is missing; with `restore`, write how many/,
    ],
    [
      'node ids before they were reported',
      { version: '8.3', brokers: BY_ID },
      /zeebe\.brokers: .*before 8\.4/,
    ],
  ])('are not %s', (_, given, expected) => {
    expect(problemsOf(given)).toMatch(expected);
  });
});
