import type { RunSummary } from '#contracts';
import { groupFailures, type RunRecord } from '#domain';

/** A run in short, of whatever kind. */
export function runSummary(run: RunRecord): RunSummary {
  const { kind, number, setId, phase, outcome, exporting, requestedAt, finishedAt, origin } = run;
  const { cancelRequestedAt, pausedAt, resumedAt } = run;
  return {
    ...{ kind, number, setId, phase, outcome, exporting, requestedAt, finishedAt, origin },
    ...{ cancelRequestedAt, pausedAt, resumedAt },
    steps: run.steps.map(({ name, state, done, total }) => ({ name, state, done, total })),
    cause: causeInWords(run),
  };
}

function causeInWords({ failure, outcome, checks }: RunRecord): string | null {
  if (outcome === 'rejected') {
    const [first, ...others] = groupFailures(checks);
    if (first) return `${first.message}${others.length > 0 ? ` (and ${others.length} more)` : ''}`;
  }
  return failure?.message ?? null;
}
