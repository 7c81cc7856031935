import { stepsBefore, type StepRecord } from '#domain';
import type { RunStepContext } from './step-context.ts';

type Position = Pick<RunStepContext, 'procedure' | 'run' | 'step'>;

/** The records of all steps that must be done before a step may act. Pure. */
export function earlierSteps({ procedure, run, step }: Position): StepRecord[] {
  const before = procedure === null ? [] : stepsBefore(procedure, step.name);
  return run.steps.filter(({ name }) => before.includes(name));
}

/**
 * Whether the time of a step has not come: one of a parallel stage whose job waits for none of the earlier steps, because a
 * BullMQ job has one parent, and only the first job of such a stage has the earlier ones below it. When one of them has ended
 * otherwise than done, or the run was cancelled, it is no longer early. Pure.
 */
export function isEarly(position: Position): boolean {
  const { run, step } = position;
  const earlier = earlierSteps(position);
  return (
    run.cancelRequestedAt === null &&
    step.state === 'pending' &&
    earlier.some(({ state }) => state === 'pending' || state === 'running') &&
    earlier.every(({ state }) => state !== 'failed' && state !== 'skipped') &&
    isFreeStanding(position)
  );
}

/** Between two looks of a step whose time has not come (ms): inside a pause the whole cluster waits for it. */
const EARLY_MS = 400;
/** The same while the run waits for its pause (ms). */
export const EARLY_IN_LINE_MS = 3_000;

/** How long a step whose time has not come may be left alone (ms). Pure. */
export function earlyDelay({ run }: Pick<Position, 'run'>): number {
  const isInLine = run.steps.some(
    ({ name, state, lastAnswer }) => name === 'pause-exporting' && state === 'pending' && lastAnswer !== null,
  );
  return isInLine ? EARLY_IN_LINE_MS : EARLY_MS;
}

/** As `buildFlow` makes it: all but the first job of a parallel stage have nothing below them. */
function isFreeStanding({ procedure, step }: Position): boolean {
  const stage = procedure?.stages.find(({ steps }) => steps.some(({ name }) => name === step.name));
  return stage !== undefined && stage.steps[0]?.name !== step.name;
}
