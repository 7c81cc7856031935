import { describe, expect, it } from '@jest/globals';
import type { PartitionReplica } from './exporting.ts';
import { exportersBehind, importersBehind, processedPositions, type ImportedPosition } from './settling.ts';

const replica = (partitionId: number, processed: number | null, exported: number | null, role = 'LEADER') =>
  ({
    partitionId,
    broker: 'b',
    role,
    exporterPhase: 'EXPORTING',
    processedPosition: processed,
    exportedPosition: exported,
  }) satisfies PartitionReplica;

const at = (valueType: string, position: number, partitionId = 1): ImportedPosition => ({
  ...{ valueType, position, partitionId },
  completed: false,
});

describe('exporters', () => {
  const target = { processed: processedPositions([replica(1, 100, 60), replica(2, 50, 49)]), exported: [] };

  it('are behind while they have not exported what was processed at the first look', () => {
    expect(exportersBehind(target, [replica(1, 500, 98), replica(2, 50, 49)])).toEqual([
      'partition 1 exported up to 98 of 100',
    ]);
  });

  it('need not catch up with what came later, or a busy cluster would never be backed up', () => {
    expect(exportersBehind(target, [replica(1, 500, 100), replica(2, 900, 51)])).toEqual([]);
  });

  it('may stand one record below at rest, as recorded on 8.6.0', () => {
    expect(exportersBehind(target, [replica(1, 100, 99), replica(2, 50, 49)])).toEqual([]);
  });

  it('are read from leaders alone; a partition without positions is not waited for', () => {
    expect(processedPositions([replica(1, 7, 7, 'FOLLOWER'), replica(2, null, null)])).toEqual([]);
    expect(exportersBehind(target, [replica(1, 100, 3, 'FOLLOWER')])).toEqual([]);
  });
});

describe('importers', () => {
  const target = { processed: [], exported: [at('process-instance', 90), at('job', 80), at('message', 70)] };
  const operate = (positions: ImportedPosition[] | null, required = true) =>
    importersBehind(target, [{ app: 'operate', required, positions }]);

  it('are behind by value type and partition', () => {
    expect(operate([at('process-instance', 90), at('job', 79)])).toEqual([
      'operate imported job of partition 1 up to 79 of 80',
    ]);
    expect(operate([at('process-instance', 90, 2), at('job', 80)])).toEqual([
      'operate imported process-instance of partition 1 up to nothing of 90',
    ]);
  });

  it('that have not started at all are behind: restoring such a set counted metrics twice on 8.6.0', () => {
    expect(operate([])).toHaveLength(1);
  });

  it('that only have to finish what they began are not waited for when they never started, or are done', () => {
    expect(operate([], false)).toEqual([]);
    expect(operate([at('job', 79)], false)).toHaveLength(1);
    expect(operate([{ ...at('job', 79), completed: true }], false)).toEqual([]);
  });

  it('do not read every type, and may keep their positions elsewhere', () => {
    expect(operate([at('process-instance', 95), at('job', 80)])).toEqual([]);
    expect(operate(null)).toEqual([]);
  });
});
