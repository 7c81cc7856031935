import type { Procedure } from './procedure-shape.ts';
import type { RunRecord, StepRecord } from './run.ts';

/** Work that a process has to do next for a run to advance. */
export interface Awaited {
  work: StepRecord['name'] | 'preflight' | 'finalize';
  /** Changes with every piece of work on it: the same mark twice means that no process worked on it in between. */
  mark: string;
}

/**
 * Which work of a run is due now, so that a watcher can distinguish a worker that is down from a slow component.
 *
 * Steps of the first stage that has not ended are due, each by itself. After a failure it depends on the
 * flow's position whether the next stage is skipped, so any sign of life from the rest counts.
 */
export function awaitedOf(
  run: Pick<RunRecord, 'phase' | 'steps'>,
  /** null where none is known: then only the preflight can be due, which rejects it. */
  procedure: Procedure | null,
  preflightMark: string,
): Awaited[] {
  if (run.phase === 'done') return [];
  if (run.phase === 'preflight') {
    return [{ work: 'preflight', mark: `${run.phase} ${preflightMark}` }];
  }
  const open = run.steps.filter((step) => step.state === 'pending' || step.state === 'running');
  if (open.length === 0) return [{ work: 'finalize', mark: signsOfLife(run.steps) }];
  const first = procedure?.stages.find((stage) =>
    stage.steps.some((step) => open.some((each) => each.name === step.name)),
  );
  const due = open.filter((step) => first?.steps.some((each) => each.name === step.name));
  const broken = run.steps.some((step) => step.state === 'failed');
  if (!broken || (first?.steps.length ?? 0) > 1) {
    return due.map((step) => ({ work: step.name, mark: signsOfLife([step]) }));
  }
  const always = procedure?.stages.find((stage) => stage.when === 'always');
  const last = open.find((step) => always?.steps.some((each) => each.name === step.name));
  return (last ? [last] : due).map((step) => ({ work: step.name, mark: signsOfLife(run.steps) }));
}

function signsOfLife(steps: readonly StepRecord[]): string {
  return steps.map((step) => `${step.state} ${step.lookedAt ?? ''}`).join(', ');
}
