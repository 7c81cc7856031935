import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { exportingReach, reachableRuns, reachInWords } from './exporting-reach.ts';
import type { ExporterPhase, PartitionReplica } from './exporting.ts';

const replica = (partitionId: number, exporterPhase: ExporterPhase | null): PartitionReplica => ({
  partitionId,
  broker: `broker-${partitionId}`,
  role: exporterPhase === null ? 'FOLLOWER' : 'LEADER',
  exporterPhase,
  exportedPosition: null,
  processedPosition: null,
});
const away = [{ broker: 'http://broker-2:9600', problem: 'connection refused' }];

describe('exportingReach', () => {
  it('is what the leaders show while every broker can be reached', () => {
    const replicas = [replica(1, 'EXPORTING'), replica(2, 'EXPORTING')];
    expect(exportingReach(replicas, { partitionCount: 2, unreachable: [] })).toMatchObject({
      ...{ state: 'running', running: [1, 2], paused: [], unseen: [] },
    });
  });

  it('is never running while a broker is down', () => {
    const reach = exportingReach([replica(1, 'EXPORTING'), replica(2, 'EXPORTING')], {
      ...{ partitionCount: 2, unreachable: away },
    });
    expect(reach).toMatchObject({ state: 'mixed', running: [1, 2] });
    expect(reachableRuns(reach)).toBe(true);
  });

  it('names the partitions that run, are paused, and have no leader in sight', () => {
    const replicas = [replica(1, 'EXPORTING'), replica(2, 'SOFT_PAUSED'), replica(3, null)];
    const reach = exportingReach(replicas, { partitionCount: 3, unreachable: away });
    expect(reach).toMatchObject({ state: 'mixed', running: [1], paused: [2], unseen: [3] });
    expect(reachableRuns(reach)).toBe(false);
    expect(reachInWords(reach)).toBe(
      'exporting runs on partition 1; exporting is paused on partition 2; no leader was seen on partition 3; broker http://broker-2:9600 cannot be reached (connection refused)',
    );
  });

  it.each<[ReturnType<typeof exportingReach>['state'], PartitionReplica[]]>([
    ['softPaused', [replica(1, 'SOFT_PAUSED')]],
    ['paused', [replica(1, 'PAUSED')]],
    ['mixed', [replica(1, 'SOFT_PAUSED'), replica(2, 'PAUSED')]],
    ['unknown', [replica(1, null)]],
    ['unknown', []],
  ])('is %s when no reachable partition runs: %j', (state, replicas) => {
    const reach = exportingReach(replicas, { partitionCount: 2, unreachable: away });
    expect(reach.state).toBe(state);
    expect(reachableRuns(reach)).toBe(false);
  });

  it('puts every partition in exactly one list', () =>
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom<ExporterPhase | null>('EXPORTING', 'SOFT_PAUSED', 'PAUSED', 'CLOSED', null)),
        fc.boolean(),
        (phases, isAway) => {
          const replicas = phases.map((phase, index) => replica(index + 1, phase));
          const partitionCount = phases.length + 1;
          const { running, paused, unseen, state } = exportingReach(replicas, {
            ...{ partitionCount, unreachable: isAway ? away : [] },
          });
          const all = [...running, ...paused, ...unseen].sort((a, b) => a - b);
          expect(all).toEqual(Array.from({ length: partitionCount }, (_, index) => index + 1));
          if (isAway) expect(state).not.toBe('running');
        },
      ),
    ));
});
