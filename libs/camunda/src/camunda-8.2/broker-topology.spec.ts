import { describe, expect, it } from '@jest/globals';
import type { PartitionReplica } from '#domain';
import { failureDetail } from '../failure-of.spec-support.ts';
import { BrokerTopology } from './broker-topology.ts';

const BROKERS = ['zeebe-0:9600', 'zeebe-1:9600'];

/** What each broker shows, in the order of BROKERS. */
const shown =
  (...partitions: number[][]) =>
  () =>
    Promise.resolve(
      partitions.flatMap((ids, index) =>
        ids.map((partitionId): PartitionReplica => ({
          ...{ partitionId, broker: BROKERS[index] ?? '', role: 'LEADER', exporterPhase: 'EXPORTING' },
          ...{ exportedPosition: null, processedPosition: null },
        })),
      ),
    );

describe('BrokerTopology', () => {
  it('has the partitions that all brokers show together', async () => {
    await expect(new BrokerTopology(BROKERS).read(shown([1, 3], [2, 3]))).resolves.toEqual({
      ...{ partitionCount: 3, partitionIds: [1, 2, 3], brokers: 2, replicas: 4 },
    });
  });

  it.each<[string, number[][], RegExp]>([
    ['a broker shows none, as while it starts', [[1, 2], []], /zeebe-1:9600 shows no partition/],
    ['one between is missing', [[1], [3]], /only partitions 1, 3/],
    ['the first is missing', [[2], [3]], /only partitions 2, 3/],
    ['none shows any', [[], []], /zeebe-0:9600, zeebe-1:9600/],
  ])('is not known when %s', async (_, partitions, message) => {
    const failure = await failureDetail(new BrokerTopology(BROKERS).read(shown(...partitions)));
    expect(failure).toMatchObject({ code: 'unexpected-answer', retryable: true });
    expect(failure.message).toMatch(message);
  });

  it('does not shrink', async () => {
    const topology = new BrokerTopology(BROKERS);
    await topology.read(shown([1, 2], [3]));
    await expect(failureDetail(topology.read(shown([1], [2])))).resolves.toMatchObject({ retryable: true });
    await expect(topology.read(shown([1, 2], [3]))).resolves.toMatchObject({ partitionCount: 3 });
  });
});
