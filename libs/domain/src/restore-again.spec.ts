import { describe, expect, it } from '@jest/globals';
import { howToRestoreAgain } from './restore-again.ts';
import type { StepName } from './step-name.ts';

const run = { kind: 'restore', cluster: 'prod', setId: 17 } as const;

describe('how to continue after a failed restore', () => {
  it.each<StepName>(['delete-indices', 'restore-operate', 'restore-records', 'restore-zeebe'])(
    'names the command and the set after %s',
    (step) => {
      expect(howToRestoreAgain(run, step)).toMatch(/Camunda stays stopped.*holdfast restore run prod 17\./);
    },
  );

  it.each<StepName>([
    'rehearse-restore',
    'seed-templates',
    'stop-camunda',
    'start-camunda',
    'check-restored',
  ])('says nothing after %s: no index is half there', (step) => {
    expect(howToRestoreAgain(run, step)).toBe('');
  });

  it('says nothing of a run that is no restore', () => {
    expect(howToRestoreAgain({ ...run, kind: 'deletion' }, 'delete-indices')).toBe('');
  });
});
