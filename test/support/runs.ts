import type { JournalEntry } from '#contracts';
import { pendingStep, procedureFor, stepsOf, COMPONENTS, type UnfencedRun } from '#domain';

/** A run record as the coordinator would begin it. */
export function aRun(over: Partial<UnfencedRun> = {}): UnfencedRun {
  const procedure = procedureFor('8.4', new Set(COMPONENTS))!;
  const number = over.number ?? 100;
  return {
    cluster: 'prod',
    kind: 'backup',
    number,
    setId: number,
    runId: 'run-a',
    procedure: procedure.name,
    version: '8.6',
    labels: { why: 'test' },
    origin: { type: 'unknown', by: null },
    phase: 'preflight',
    outcome: null,
    exporting: 'unknown',
    requestedAt: '2026-01-01T00:00:00.000Z',
    finishedAt: null,
    cancelRequestedAt: null,
    pausedAt: null,
    resumedAt: null,
    checks: [],
    steps: stepsOf(procedure).map(pendingStep),
    failure: null,
    ...((over.kind ?? 'backup') === 'backup' && { versions: {}, measured: null }),
    ...(over.kind === 'restore' && { plan: null }),
    ...over,
  } as UnfencedRun;
}

export function anEntry(message: string): JournalEntry {
  return {
    type: 'run-accepted',
    at: '2026-01-01T00:00:00.000Z',
    by: 'test',
    step: null,
    message,
    failure: null,
  };
}
