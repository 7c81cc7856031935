import type { StepComponent } from './component.ts';
import type { ExportingState } from './exporting.ts';
import { StepFailure, type FailureDetail } from './failure.ts';
import type { ComponentVersions, PreflightCheck } from './preflight-check.ts';
import type { RunKind } from './procedure-shape.ts';
import type { RestorePlan } from './restore-plan.ts';
import type { RunOrigin } from './run-origin.ts';
import type { StepName } from './step-name.ts';

export const RUN_PHASES = ['preflight', 'running', 'finalizing', 'done'] as const;
export type RunPhase = (typeof RUN_PHASES)[number];

/** `unverified`: every part is there, but the record that proves their consistency was lost. */
export const RUN_OUTCOMES = ['completed', 'failed', 'rejected', 'cancelled', 'unverified'] as const;
export type RunOutcome = (typeof RUN_OUTCOMES)[number];

export const STEP_STATES = ['pending', 'running', 'done', 'failed', 'skipped'] as const;
export type StepState = (typeof STEP_STATES)[number];

/** Phases only ever move forward; `done` is reached from any of them (a rejected run never ran). */
export function phasesBefore(phase: RunPhase): RunPhase[] {
  return RUN_PHASES.slice(0, RUN_PHASES.indexOf(phase));
}

/** From which states a step may get to another. `running` again is a later look of the same step. */
const stepSources: Record<StepState, readonly StepState[]> = {
  pending: [],
  running: ['pending', 'running'],
  done: ['running'],
  failed: ['pending', 'running'],
  skipped: ['pending'],
};

export function stepStatesBefore(state: StepState): readonly StepState[] {
  return stepSources[state];
}

export interface StepRecord {
  name: StepName;
  component: StepComponent;
  state: StepState;
  startedAt: string | null;
  finishedAt: string | null;
  /** When a worker last worked on the step, whatever came of it. */
  lookedAt: string | null;
  /** Times the step called for an effect (a trigger, a pause, a resume). Looks do not count. */
  attempts: number;
  /** What the component last said, for people. */
  lastAnswer: string | null;
  done: number | null;
  total: number | null;
  failure: FailureDetail | null;
}

/** What a backup measures inside its pause: a restore of its set is compared with it. */
export interface Measured {
  /** Exported positions by partition, read right before the records were snapshotted. */
  positions: Record<string, number>;
  /** Documents by index family; null where they could not be counted. */
  documents: Record<string, number> | null;
}

export interface RunRecord {
  cluster: string;
  kind: RunKind;
  /** The number of the run: of a backup, its backup id. Restores and deletions take theirs from the same sequence. */
  backupId: number;
  /** The backup id of the set that a restore or a deletion is about; null for a backup. */
  setId: number | null;
  /** What a restore was confirmed to do; null for anything else. */
  plan: RestorePlan | null;
  runId: string;
  fence: number;
  procedure: string;
  version: string;
  labels: Record<string, string>;
  origin: RunOrigin;
  /** As the preflight read them; empty before it passed, and for a run that asks for none. */
  versions: ComponentVersions;
  /** null before the records were snapshotted, where that was lost, and for a run that is no backup. */
  measured: Measured | null;
  phase: RunPhase;
  outcome: RunOutcome | null;
  exporting: ExportingState;
  requestedAt: string;
  finishedAt: string | null;
  cancelRequestedAt: string | null;
  pausedAt: string | null;
  resumedAt: string | null;
  checks: PreflightCheck[];
  steps: StepRecord[];
  failure: FailureDetail | null;
}

/** A step of a run that has just begun. */
export function pendingStep({ name, component }: Pick<StepRecord, 'name' | 'component'>): StepRecord {
  return {
    name,
    component,
    state: 'pending',
    startedAt: null,
    finishedAt: null,
    lookedAt: null,
    attempts: 0,
    lastAnswer: null,
    done: null,
    total: null,
    failure: null,
  };
}

/**
 * How a run ended, from its steps alone. Never `completed` unless every step is done and exporting runs; a deletion
 * has nothing to do with exporting.
 */
export function outcomeOf(
  run: Pick<RunRecord, 'steps' | 'cancelRequestedAt' | 'exporting'> & Partial<Pick<RunRecord, 'kind'>>,
): RunOutcome {
  const allDone = run.steps.every((step) => step.state === 'done');
  if (allDone && (run.exporting === 'running' || run.kind === 'deletion')) return 'completed';
  const brokeByItself = run.steps.some(
    (step) => step.state === 'failed' && step.failure?.code !== 'cancelled',
  );
  return run.cancelRequestedAt !== null && !brokeByItself ? 'cancelled' : 'failed';
}

/** The failure that explains the run: that of the step that caused it. */
export function causeOf(steps: readonly StepRecord[]): FailureDetail | null {
  return causingStep(steps)?.failure ?? null;
}

/** The first step that failed for a reason of its own, or at all; null when none failed. */
export function causingStep<S extends Pick<StepRecord, 'state' | 'failure'>>(steps: readonly S[]): S | null {
  const failed = steps.filter((step) => step.state === 'failed' && step.failure !== null);
  const own = failed.find(
    (step) => step.failure?.code !== 'earlier-step-failed' && step.failure?.code !== 'cancelled',
  );
  return own ?? failed[0] ?? null;
}

/**
 * The backup id of the set that a restore or a deletion is about.
 * @throws StepFailure refused (permanent): the record does not say, and nothing may be guessed then
 */
export function setIdOf({ backupId, kind, setId }: Pick<RunRecord, 'backupId' | 'kind' | 'setId'>): number {
  if (setId !== null) return setId;
  throw StepFailure.permanent(
    'refused',
    `the record of ${kind} ${backupId} does not say which set it is about`,
  );
}
