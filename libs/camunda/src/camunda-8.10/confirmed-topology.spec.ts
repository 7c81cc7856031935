import { describe, expect, it } from '@jest/globals';
import { exportingReach, StepFailure, type ExporterPhase, type ExportingState } from '#domain';
import type { TopologyApi } from '../ports/topology.api.ts';
import { agreedState, ConfirmedTopology } from './confirmed-topology.ts';

const replicas = (exporterPhase: ExporterPhase) => [
  {
    ...{ partitionId: 1, broker: 'b', role: 'LEADER' },
    exporterPhase,
    exportedPosition: 1,
    processedPosition: 1,
  },
];

function topology(phase: ExporterPhase, configured: ExportingState | StepFailure): ConfirmedTopology {
  const reach = {
    ...exportingReach(replicas(phase), { partitionCount: 1, unreachable: [] }),
    replicas: replicas(phase),
  };
  const brokers = { exporting: () => Promise.resolve(reach.state), reach: () => Promise.resolve(reach) };
  return new ConfirmedTopology(brokers as unknown as TopologyApi, {
    configured: () =>
      configured instanceof StepFailure ? Promise.reject(configured) : Promise.resolve(configured),
  });
}

describe('agreedState', () => {
  it.each<[ExportingState, ExportingState, ExportingState]>([
    ['softPaused', 'softPaused', 'softPaused'],
    ['running', 'running', 'running'],
    // Camunda issue 60893: a leader change resumed, and the configuration still had the pause.
    ['running', 'paused', 'mixed'],
    ['running', 'softPaused', 'mixed'],
    ['softPaused', 'running', 'mixed'],
    ['softPaused', 'paused', 'mixed'],
    ['softPaused', 'mixed', 'mixed'],
    ['unknown', 'softPaused', 'unknown'],
    ['running', 'unknown', 'unknown'],
  ])('brokers that are %s and a configuration that is %s are %s', (shown, configured, agreed) => {
    expect(agreedState(shown, configured)).toBe(agreed);
  });
});

describe('ConfirmedTopology', () => {
  const down = StepFailure.transient('unreachable', 'refused', { component: 'zeebe' });

  it('believes neither side alone', async () => {
    await expect(topology('EXPORTING', 'softPaused').exporting()).resolves.toBe('mixed');
    await expect(topology('EXPORTING', 'softPaused').reach()).resolves.toMatchObject({
      state: 'mixed',
      running: [1],
    });
    await expect(topology('SOFT_PAUSED', 'softPaused').exporting()).resolves.toBe('softPaused');
  });

  it('needs the configuration for a pause, and does without it for what can be reached', async () => {
    await expect(topology('SOFT_PAUSED', down).exporting()).rejects.toBe(down);
    await expect(topology('SOFT_PAUSED', down).reach()).resolves.toMatchObject({
      state: 'softPaused',
      paused: [1],
    });
  });
});
