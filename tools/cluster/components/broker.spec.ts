import { describe, expect, it } from '@jest/globals';
import { partitionLines } from '../commands/status.ts';
import { everyPartitionHasLeader } from './broker.ts';

const topology = (...roles: string[]) => ({
  brokers: [{ nodeId: 0, partitions: roles.map((role, index) => ({ partitionId: index + 1, role })) }],
});

describe('the broker', () => {
  it('is ready when both partitions have a leader', () => {
    expect(everyPartitionHasLeader(topology('leader', 'leader'))).toBe(true);
    expect(everyPartitionHasLeader(topology('leader', 'follower'))).toBe(false);
    expect(everyPartitionHasLeader({ brokers: [] })).toBe(false);
    expect(everyPartitionHasLeader(undefined)).toBe(false);
  });

  it('shows for each partition whether it exports', () => {
    const answer = {
      1: { role: 'LEADER', exporterPhase: 'SOFT_PAUSED', exportedPosition: 7, processedPosition: 9 },
    };
    expect(partitionLines(answer)).toEqual(['partition 1  LEADER  SOFT_PAUSED  exported 7 of 9']);
    expect(partitionLines(undefined)).toEqual(['partitions  (the broker does not answer)']);
  });
});
