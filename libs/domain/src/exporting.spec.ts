import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  aggregateExporting,
  phaseByPartition,
  type ExporterPhase,
  type PartitionReplica,
} from './exporting.ts';

function replica(
  partitionId: number,
  exporterPhase: ExporterPhase | null,
  role = 'LEADER',
): PartitionReplica {
  return { partitionId, broker: 'b', role, exporterPhase, exportedPosition: 1, processedPosition: 1 };
}

describe('aggregateExporting', () => {
  it.each([
    ['EXPORTING', 'running'],
    ['SOFT_PAUSED', 'softPaused'],
    ['PAUSED', 'paused'],
    ['CLOSED', 'unknown'],
  ] as const)('calls a cluster whose partitions all show %s %s', (phase, state) => {
    expect(aggregateExporting([replica(1, phase), replica(2, phase)], 2)).toBe(state);
  });

  it('calls a half-paused cluster mixed', () => {
    expect(aggregateExporting([replica(1, 'SOFT_PAUSED'), replica(2, 'EXPORTING')], 2)).toBe('mixed');
  });

  it('believes nothing while the leader of one partition was not read', () => {
    expect(aggregateExporting([replica(1, 'EXPORTING'), replica(2, 'EXPORTING', 'FOLLOWER')], 2)).toBe(
      'unknown',
    );
    expect(aggregateExporting([replica(1, 'EXPORTING')], 2)).toBe('unknown');
    expect(aggregateExporting([], 0)).toBe('unknown');
  });

  it('sees a follower that is still paused, and ignores one without a phase', () => {
    expect(aggregateExporting([replica(1, 'EXPORTING'), replica(1, 'SOFT_PAUSED', 'FOLLOWER')], 1)).toBe(
      'mixed',
    );
    expect(aggregateExporting([replica(1, 'EXPORTING'), replica(1, null, 'FOLLOWER')], 1)).toBe('running');
  });

  it('says running only when every replica that has a phase exports', () => {
    const phases = fc.constantFrom<(ExporterPhase | null)[]>(
      'EXPORTING',
      'SOFT_PAUSED',
      'PAUSED',
      'CLOSED',
      null,
    );
    fc.assert(
      fc.property(fc.array(fc.record({ id: fc.integer({ min: 1, max: 3 }), phase: phases })), (list) => {
        const replicas = list.map(({ id, phase }) => replica(id, phase));
        const running = aggregateExporting(replicas, 3) === 'running';
        const allExport = replicas.every(
          (each) => each.exporterPhase === null || each.exporterPhase === 'EXPORTING',
        );
        return !running || allExport;
      }),
    );
  });
});

describe('phaseByPartition', () => {
  it('takes the word of the leader, and knows nothing of a partition without one', () => {
    const replicas = [
      replica(2, 'EXPORTING', 'FOLLOWER'),
      replica(1, null, 'FOLLOWER'),
      replica(1, 'SOFT_PAUSED'),
    ];
    expect(phaseByPartition(replicas, 3)).toEqual([
      { partitionId: 1, state: 'softPaused' },
      { partitionId: 2, state: 'unknown' },
      { partitionId: 3, state: 'unknown' },
    ]);
  });

  it.each([
    ['softPaused', ['EXPORTING', 'SOFT_PAUSED']],
    ['paused', ['EXPORTING', null, 'PAUSED']],
    ['unknown', ['EXPORTING', null]],
    ['running', ['EXPORTING', 'EXPORTING']],
  ] as const)('is %s where the leaders of one number, of several tenants, show %j', (state, phases) => {
    expect(
      phaseByPartition(
        phases.map((phase) => replica(1, phase)),
        1,
      ),
    ).toEqual([{ partitionId: 1, state }]);
  });
});
