import { beforeEach, describe, expect, it } from '@jest/globals';
import { FakeCluster } from '../testing/simulated-cluster.fake.ts';

const indexOf = (day: number) => `zeebe-record_job_8.6.0_2026-11-${day}`;

describe('the positions of exported records', () => {
  let fake: FakeCluster;

  beforeEach(() => {
    const indices = Array.from({ length: 12 }, (_, index) => ({
      name: indexOf(10 + index),
      docs: 1 + index,
    }));
    fake = new FakeCluster({ elasticsearch: { indices } });
  });

  async function bucketsOf(terms: { field: string; size?: number }): Promise<string[]> {
    const partitions = { terms: { field: 'partitionId' }, aggs: { last: { max: { field: 'position' } } } };
    const answer = await fake.json('elasticsearch', 'POST /zeebe-record_*/_search', {
      body: JSON.stringify({ size: 0, aggs: { indices: { terms, aggs: { partitions } } } }),
    });
    const { buckets } = (answer as { aggregations: { indices: { buckets: { key: string }[] } } }).aggregations
      .indices;
    return buckets.map(({ key }) => key);
  }

  it('are those of as many indices as are asked for, of the ones with the most records', async () => {
    expect(await bucketsOf({ field: '_index', size: 2 })).toEqual([indexOf(21), indexOf(20)]);
    expect(await bucketsOf({ field: '_index', size: 1_000 })).toHaveLength(12);
  });

  it('are those of ten indices where no number is given', async () => {
    expect(await bucketsOf({ field: '_index' })).toHaveLength(10);
  });

  it('are left out of a search that does not ask for them', async () => {
    const answer = await fake.json('elasticsearch', 'POST /zeebe-record_*/_search', {
      body: JSON.stringify({ size: 0 }),
    });
    expect(answer).not.toHaveProperty('aggregations');
  });
});
