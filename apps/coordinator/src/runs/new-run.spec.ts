import { describe, expect, it } from '@jest/globals';
import type { ClusterConfig } from '#config';
import { COMPONENTS, UNKNOWN_ORIGIN, type RestorePlan } from '#domain';
import { newBackup, newDeletion, newRestore } from './new-run.ts';
import { openBackup, runView } from './run-view.ts';

const cluster = { name: 'prod', generation: '8.4', components: COMPONENTS } as unknown as ClusterConfig;
const plan = { hash: 'h' } as RestorePlan;
const origin = UNKNOWN_ORIGIN;

describe('a run as it begins', () => {
  it('has no steps where the version is not of the generation that is configured', () => {
    const run = newBackup(cluster, { number: 42, version: '8.3.11', origin });
    expect(run).toMatchObject({ procedure: 'unknown', steps: [] });
  });

  it('makes the set that has its own number, when it is a backup', () => {
    expect(newBackup(cluster, { number: 42, version: '8.6', origin })).toMatchObject({
      ...{ kind: 'backup', number: 42, setId: 42, phase: 'preflight' },
    });
  });

  it('is about another set, when it is a restore or a deletion', () => {
    expect(newRestore(cluster, { number: 43, setId: 42, version: '8.6', plan, origin })).toMatchObject({
      ...{ kind: 'restore', number: 43, setId: 42, plan },
    });
    const deletion = newDeletion(cluster, { number: 44, setId: 42, version: null, origin });
    expect(deletion).toMatchObject({ kind: 'deletion', number: 44, setId: 42 });
    expect(deletion.procedure).toBe('delete-set');
    expect(deletion.steps.map(({ name }) => name)).toEqual([
      'delete-zeebe-backup',
      'delete-snapshots',
      'check-deleted',
    ]);
  });
});

describe('a run as the API shows it', () => {
  it('has no plan: that is shown with the restore', () => {
    const run = { ...newRestore(cluster, { number: 43, setId: 42, version: '8.6', plan, origin }), fence: 1 };
    expect(runView(run)).not.toHaveProperty('plan');
    expect(run.plan).toBe(plan);
  });

  it('has no measurements: they are shown in the manifest of the set', () => {
    const measured = { positions: { 1: 7 }, documents: null };
    const run = { ...newBackup(cluster, { number: 42, version: '8.6', origin }), fence: 1, measured };
    expect(runView(run)).not.toHaveProperty('measured');
    expect(run.measured).toBe(measured);
  });

  it('has the versions that the preflight of a backup read, and none when it is of another kind', () => {
    const versions = { zeebe: '8.6.1' };
    const backup = { ...newBackup(cluster, { number: 42, version: '8.6', origin }), fence: 1, versions };
    const deletion = { ...newDeletion(cluster, { number: 44, setId: 42, version: null, origin }), fence: 1 };
    expect([runView(backup).versions, runView(deletion).versions]).toEqual([versions, {}]);
  });

  it('that makes a backup is shown with its id', () => {
    const run = { ...newBackup(cluster, { number: 42, version: '8.6', origin }), fence: 1 };
    expect(openBackup(run)).toMatchObject({
      ...{ backupId: 42, cluster: 'prod', run: { kind: 'backup', number: 42 }, set: null, deleted: null },
    });
  });
});
