import { describe, expect, it } from '@jest/globals';
import type { ExporterPhase, ExportingState } from '#domain';
import type { ClientsOfCluster } from '#engine';
import { zeebeChecks } from './zeebe.checks.ts';

/** Two partitions whose leaders show a phase each, and what the cluster as a whole is taken for. */
function look(phases: readonly ExporterPhase[], state: ExportingState) {
  const replicas = phases.map((exporterPhase, index) => ({
    ...{ partitionId: index + 1, broker: 'b', role: 'LEADER', exporterPhase },
    ...{ exportedPosition: 1, processedPosition: 1 },
  }));
  const topology = {
    read: () => Promise.resolve(replicas),
    topology: () => Promise.resolve({ partitionCount: 2, partitionIds: [1, 2], brokers: 1, replicas: 2 }),
    exporting: () => Promise.resolve(state),
  };
  const [, exporting] = zeebeChecks({ topology, restore: null } as unknown as ClientsOfCluster, {
    timeoutMs: 1_000,
  });
  return exporting;
}

describe('zeebe-topology', () => {
  it.each([
    ['8.4', 'clusters[].zeebe.brokers'],
    ['8.8', 'clusters[].orchestration.brokers'],
  ] as const)('names the key of %s where brokers are missing', async (generation, key) => {
    const topology = {
      read: () => Promise.resolve([]),
      topology: () => Promise.resolve({ partitionCount: 2, partitionIds: [1, 2], brokers: 2, replicas: 4 }),
      exporting: () => Promise.resolve('running'),
    };
    const [led] = zeebeChecks({ generation, topology, restore: null } as unknown as ClientsOfCluster, {});
    await expect(led).resolves.toMatchObject({ ok: false, remedy: expect.stringContaining(key) });
  });
});

describe('exporting-running', () => {
  it('passes while every partition exports', async () => {
    await expect(look(['EXPORTING', 'EXPORTING'], 'running')).resolves.toMatchObject({ ok: true });
  });

  it('names every partition of a cluster that is paused', async () => {
    await expect(look(['SOFT_PAUSED', 'EXPORTING'], 'mixed')).resolves.toMatchObject({
      ok: false,
      message: expect.stringContaining('mixed already (partition 1: SOFT_PAUSED, partition 2: EXPORTING)'),
    });
  });

  it('fails where the configuration of the cluster is paused although every partition exports (8.10)', async () => {
    await expect(look(['EXPORTING', 'EXPORTING'], 'mixed')).resolves.toMatchObject({ ok: false });
  });

  it('waits for a leader of every partition', async () => {
    await expect(look(['EXPORTING', 'EXPORTING'], 'unknown')).resolves.toMatchObject({
      ok: false,
      remedy: expect.stringContaining('Wait'),
    });
  });
});

describe('no-recovery', () => {
  const lookAt = (recovering: number) => {
    const restore = { mode: () => Promise.resolve({ mode: 'mixed', recovering, replicas: 2 }) };
    const topology = { topology: () => Promise.reject(new Error()), read: () => Promise.reject(new Error()) };
    const checks = zeebeChecks({ topology, restore } as unknown as ClientsOfCluster, {});
    for (const each of checks.slice(0, 2)) each.catch(() => undefined);
    return checks[2];
  };

  it('passes while no replica is in recovery mode', async () => {
    await expect(lookAt(0)).resolves.toMatchObject({ name: 'no-recovery', ok: true });
  });

  it('fails where a restore left the cluster in recovery mode, and warns of ending it', async () => {
    await expect(lookAt(1)).resolves.toMatchObject({
      ...{ ok: false, message: expect.stringContaining('1 of 2 replicas are in recovery mode') },
      remedy: expect.stringContaining('Never switch the cluster to PROCESSING'),
    });
  });

  it('is not asked of a cluster without a restore API', () => {
    const topology = {
      topology: () => Promise.resolve({}),
      read: () => Promise.resolve([]),
      exporting: () => 'x',
    };
    expect(zeebeChecks({ topology, restore: null } as unknown as ClientsOfCluster, {})).toHaveLength(2);
  });
});
