import { describe, expect, it } from '@jest/globals';
import { hasDeleted, howToLeaveRecovery, howToRestoreAgain, isInProcess } from './restore-again.ts';
import { pendingStep, type StepRecord } from './run.ts';
import type { StepName } from './step-name.ts';

const run = {
  kind: 'restore' as const,
  ...{ cluster: 'prod', setId: 17, procedure: 'restore-app' },
  steps: [] as StepRecord[],
};
const tried = (name: StepName, attempts = 1): StepRecord => ({
  ...pendingStep({ name, component: 'zeebe' }),
  attempts,
});
const webapps = { ...run, procedure: 'restore-app-webapps' };
const inProcess = { ...run, procedure: 'restore-in-process' };

describe('how to continue after a failed restore', () => {
  it.each<[StepName, string]>([
    ['delete-indices', 'restore-app'],
    ['restore-operate', 'restore-app'],
    ['restore-records', 'restore-app'],
    ['restore-zeebe', 'restore-app'],
    ['restore-webapps', 'restore-app-webapps'],
  ])('names the command and the set after %s of %s', (step, procedure) => {
    expect(howToRestoreAgain({ ...run, procedure }, step)).toMatch(
      /Camunda stays stopped\. .*holdfast restore run prod 17\./,
    );
  });

  it.each<[StepName, string]>([
    ['rehearse-restore', 'restore-app'],
    ['seed-templates', 'restore-app'],
    ['stop-camunda', 'restore-app'],
    ['start-camunda', 'restore-app'],
    ['check-restored', 'restore-app'],
    ['stop-optimize', 'restore-in-process'],
    ['enter-recovery', 'restore-in-process'],
    ['start-optimize', 'restore-in-process'],
    ['leave-recovery', 'restore-in-process'],
  ])('says nothing after %s of %s: no index is half there', (step, procedure) => {
    expect(howToRestoreAgain({ ...run, procedure }, step)).toBe('');
  });

  it.each<StepName>(['delete-indices', 'restore-webapps', 'restore-optimize', 'restore-partitions'])(
    'warns of leaving recovery mode after %s of a restore in process',
    (step) => {
      const text = howToRestoreAgain({ ...inProcess, steps: [tried('delete-indices')] }, step);
      expect(text).toMatch(
        /Leave the cluster in recovery mode.*never switch it to PROCESSING.*restore run prod 17\./,
      );
      expect(text).not.toContain('stays stopped');
      expect(howToLeaveRecovery(inProcess)).toMatch(
        /^Leave the cluster in recovery mode.*restore run prod 17\./,
      );
    },
  );

  it('says what to start again where a restore in process failed before it deleted anything', () => {
    const stopped: StepRecord = {
      ...pendingStep({ name: 'stop-optimize', component: 'optimize' }),
      ...{ state: 'done', attempts: 1 },
    };
    const steps = [stopped, tried('delete-indices', 0)];
    for (const step of ['enter-recovery', 'delete-indices'] as const) {
      const text = howToRestoreAgain({ ...inProcess, steps }, step);
      expect(text).toBe(' This restore stopped optimize: start it again.');
    }
    const deleted = { ...inProcess, steps: [stopped, tried('delete-indices')] };
    expect(howToRestoreAgain(deleted, 'start-optimize')).toBe('');
    expect(howToRestoreAgain({ ...inProcess, steps: [] }, 'enter-recovery')).toBe('');
  });

  it('says nothing of a run that is no restore, or of a procedure that it does not know', () => {
    expect(howToRestoreAgain({ ...run, kind: 'deletion' }, 'delete-indices')).toBe('');
    expect(howToRestoreAgain({ ...run, procedure: 'unknown' }, 'delete-indices')).toBe('');
  });
});

it.each([
  ['restore-in-process', true],
  ['restore-app', false],
  ['restore-app-webapps', false],
  ['unknown', false],
])('%s happens inside the running cluster: %p', (procedure, expected) => {
  expect(isInProcess({ kind: 'restore', procedure })).toBe(expected);
});

describe('hasDeleted', () => {
  const after = (step: StepName, attempts = 1, procedure = inProcess.procedure) =>
    hasDeleted({ ...run, procedure, steps: [tried(step, attempts)] });

  it('is true from the first deletion that was asked for', () => {
    expect(after('delete-indices')).toBe(true);
    expect(after('restore-webapps')).toBe(true);
    expect(after('restore-partitions')).toBe(true);
    expect(after('delete-indices', 1, webapps.procedure)).toBe(true);
  });

  it('is false before it', () => {
    expect(after('delete-indices', 0)).toBe(false);
    expect(after('enter-recovery')).toBe(false);
    expect(after('stop-optimize')).toBe(false);
    expect(after('delete-indices', 1, 'unknown')).toBe(false);
  });
});
