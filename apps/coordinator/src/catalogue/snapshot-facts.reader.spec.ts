import { beforeEach, describe, expect, it } from '@jest/globals';
import { parseConfig } from '#config';
import { StepFailure } from '#domain';
import type { ClusterClients } from '#engine';
import { SnapshotFactsReader } from './snapshot-facts.reader.ts';

const config = parseConfig(
  'clusters: [{ name: prod, version: "8.6", zeebe: { management: http://z:1 }, records: { engine: elasticsearch, url: http://e:1, repository: one } }]',
  {},
);
const cluster = config.clusters[0]!;
const nameOf = (id: number): string => `camunda_zeebe_records_backup_${id}`;
const pageOf = (count: number) =>
  Array.from({ length: count }, (_, id) => ({
    backupId: id,
    snapshots: [{ snapshot: nameOf(id), uuid: `u${id}`, state: 'SUCCESS' }],
  }));

const tooLarge = StepFailure.transient('unexpected-answer', 'it answered with more than 20 MiB', {
  component: 'records',
});

/** How many snapshots each call asked for. */
let asked: number[];
let refusal: (names: readonly string[]) => StepFailure | null;
let reader: SnapshotFactsReader;
beforeEach(() => {
  asked = [];
  refusal = () => null;
  const describeSnapshots = (_: string, names: readonly string[]): Promise<unknown[]> => {
    asked.push(names.length);
    const failure = refusal(names);
    if (failure !== null) return Promise.reject(failure);
    const entryOf = (snapshot: string) => {
      const id = Number(snapshot.slice(nameOf(0).length - 1));
      return {
        ...{ snapshot, uuid: `u${id}`, state: 'SUCCESS', metadata: null },
        ...{ sizeBytes: id, startedAt: 1, finishedAt: 2 },
      };
    };
    return Promise.resolve(names.map(entryOf));
  };
  const clients = { of: () => ({ records: { describe: describeSnapshots } }) } as unknown as ClusterClients;
  reader = new SnapshotFactsReader(config, clients);
});

async function sizes(count: number): Promise<(number | null)[]> {
  return [...(await reader.of(cluster, pageOf(count))).values()].map(({ sizeBytes }) => sizeBytes);
}

describe('what the snapshots of a page are', () => {
  it('is asked for in one call, and never again', async () => {
    expect(await sizes(4)).toEqual([0, 1, 2, 3]);
    expect(await sizes(4)).toEqual([0, 1, 2, 3]);
    expect(asked).toEqual([4]);
  });

  it('is asked for in smaller parts where the answer exceeds its bound, and is then known', async () => {
    refusal = (names) => (names.length > 2 ? tooLarge : null);
    expect(await sizes(5)).toEqual([0, 1, 2, 3, 4]);
    expect(asked).toEqual([5, 3, 2, 1, 2]);
    expect(await sizes(5)).toEqual([0, 1, 2, 3, 4]);
    expect(asked).toHaveLength(5);
  });

  it('stays unknown of a set whose own answer exceeds it; the others are known', async () => {
    refusal = (names) => (names.includes(nameOf(2)) ? tooLarge : null);
    expect(await sizes(4)).toEqual([0, 1, null, 3]);
    expect(asked).toEqual([4, 2, 2, 1, 1]);
  });

  it.each([
    ['does not answer', StepFailure.transient('unreachable', 'no answer', { component: 'records' })],
    ['fails', StepFailure.transient('unexpected-answer', 'it failed', { component: 'records', status: 500 })],
  ])('is asked for once where the engine %s', async (_, failure) => {
    refusal = () => failure;
    expect(await sizes(4)).toEqual([null, null, null, null]);
    expect(asked).toEqual([4]);
  });
});
