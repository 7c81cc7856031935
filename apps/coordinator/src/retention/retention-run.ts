import type { RetentionRun } from '#contracts';

export type RetentionStep = RetentionRun['sets'][number];

/** How many deletions may fail one after the other before the rest is given up. */
const FAILURES = 3;

/** One that has nothing to do has ended already. */
export function newRetentionRun(cluster: string, doomed: readonly number[], by: string): RetentionRun {
  const startedAt = new Date().toISOString();
  return {
    ...{ cluster, startedAt, by, finishedAt: doomed.length === 0 ? startedAt : null },
    sets: doomed.map((backupId) => ({ backupId, state: 'waiting', deletionId: null, message: null })),
  };
}

/** The run after one of its sets got on; it ends with the last of them, or when too many failed in a row. */
export function withStep(run: RetentionRun, step: RetentionStep, now: Date): RetentionRun {
  const moved = run.sets.map((each) => (each.backupId === step.backupId ? step : each));
  const sets = failuresInARow(moved) >= FAILURES ? moved.map(givenUp) : moved;
  const open = sets.some(({ state }) => state === 'waiting' || state === 'deleting');
  return { ...run, sets, finishedAt: open ? null : now.toISOString() };
}

function failuresInARow(sets: readonly RetentionStep[]): number {
  const ended = sets.filter(({ state }) => state !== 'waiting' && state !== 'deleting');
  return ended.length - 1 - ended.findLastIndex(({ state }) => state !== 'failed');
}

function givenUp(step: RetentionStep): RetentionStep {
  if (step.state !== 'waiting') return step;
  return { ...step, state: 'failed', message: `given up: ${FAILURES} deletions before it failed` };
}
