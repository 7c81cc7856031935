import { describe, expect, it } from '@jest/globals';
import type { RunSummary } from '#contracts';
import { progressOf } from './progress.ts';

type Step = RunSummary['steps'][number];
const step = (
  name: Step['name'],
  state: Step['state'],
  done: number | null = null,
  total: number | null = null,
) => ({
  ...{ name, state, done, total },
});

describe('how far a run is', () => {
  it('counts steps that ended, and those that run by their parts', () => {
    const steps = [
      step('backup-optimize', 'done', 2, 2),
      step('backup-operate', 'running', 3, 6),
      step('backup-tasklist', 'running'),
      step('pause-exporting', 'pending'),
    ];
    expect(progressOf(steps)).toEqual({
      share: (1 + 0.5) / 4,
      done: 1,
      total: 4,
      at: 'backup-operate 3/6, backup-tasklist',
    });
  });

  it('is whole when every step ended, however', () => {
    const steps = [
      step('backup-operate', 'failed'),
      step('resume-exporting', 'done'),
      step('backup-zeebe', 'skipped'),
    ];
    expect(progressOf(steps)).toMatchObject({ share: 1, done: 3, at: '' });
  });

  it('is nothing where no step is known', () => {
    expect(progressOf([])).toMatchObject({ share: 0, total: 0 });
  });
});
