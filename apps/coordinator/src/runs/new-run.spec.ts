import { describe, expect, it } from '@jest/globals';
import type { ClusterConfig } from '#config';
import { COMPONENTS, type RestorePlan } from '#domain';
import { newBackup, newDeletion, newRestore } from './new-run.ts';
import { openBackup, runView } from './run-view.ts';

const cluster = { name: 'prod', components: COMPONENTS } as unknown as ClusterConfig;
const plan = { hash: 'h' } as RestorePlan;

describe('a run as it begins', () => {
  it('makes the set that has its own number, when it is a backup', () => {
    expect(newBackup(cluster, { number: 42, version: '8.6' })).toMatchObject({
      ...{ kind: 'backup', number: 42, setId: 42, phase: 'preflight' },
    });
  });

  it('is about another set, when it is a restore or a deletion', () => {
    expect(newRestore(cluster, { number: 43, setId: 42, version: '8.6', plan })).toMatchObject({
      ...{ kind: 'restore', number: 43, setId: 42, plan },
    });
    const deletion = newDeletion(cluster, { number: 44, setId: 42, version: null });
    expect(deletion).toMatchObject({ kind: 'deletion', number: 44, setId: 42 });
    expect(deletion.steps.map(({ name }) => name)).toEqual([
      'delete-zeebe-backup',
      'delete-snapshots',
      'check-deleted',
    ]);
  });
});

describe('a run as the API shows it', () => {
  it('has no plan: that is shown with the restore', () => {
    const run = { ...newRestore(cluster, { number: 43, setId: 42, version: '8.6', plan }), fence: 1 };
    expect(runView(run)).not.toHaveProperty('plan');
    expect(run.plan).toBe(plan);
  });

  it('that makes a backup is shown with its id', () => {
    const run = { ...newBackup(cluster, { number: 42, version: '8.6' }), fence: 1 };
    expect(openBackup(run)).toEqual({ backupId: 42, cluster: 'prod', run, set: null, deleted: null });
  });
});
