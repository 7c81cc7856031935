import { describe, expect, it } from '@jest/globals';
import { behindOf, partitionsOf } from './partitions.ts';

const replica = (partitionId: number, role: string, exporterPhase: string | null, broker = '0') => ({
  ...{ partitionId, role, exporterPhase, broker },
  exportedPosition: 90,
  processedPosition: 100,
});

describe('the partitions of a cluster', () => {
  it('are listed once each, in order, with the lag of the leading exporters', () => {
    const partitions = partitionsOf({
      partitions: [
        replica(2, 'LEADER', 'EXPORTING', '1'),
        replica(1, 'FOLLOWER', null, '1'),
        replica(1, 'LEADER', 'EXPORTING', '0'),
      ],
    });
    expect(partitions).toMatchObject([
      { id: 1, phase: 'EXPORTING', leader: '0', behind: 10 },
      { id: 2, phase: 'EXPORTING', leader: '1', behind: 10 },
    ]);
  });

  it('wait together with what each has to export', () => {
    const of = (...replicas: ReturnType<typeof replica>[]) =>
      behindOf(partitionsOf({ partitions: replicas }));
    expect(of(replica(1, 'LEADER', 'EXPORTING'), replica(2, 'LEADER', 'EXPORTING'))).toBe(20);
    expect(of(replica(1, 'FOLLOWER', null))).toBeNull();
  });

  it('of which replicas disagree are mixed', () => {
    const replicas = [replica(1, 'LEADER', 'EXPORTING'), replica(1, 'FOLLOWER', 'SOFT_PAUSED')];
    expect(partitionsOf({ partitions: replicas })[0]).toMatchObject({ phase: 'mixed' });
  });

  it('without a report are unknown', () => {
    expect(partitionsOf({ partitions: [replica(1, 'FOLLOWER', null)] })[0]).toMatchObject({
      phase: null,
      leader: null,
      behind: null,
    });
  });
});
