import type { StepComponent } from './component.ts';
import type { ExportingState } from './exporting.ts';
import { StepFailure, type FailureDetail } from './failure.ts';
import type { ComponentVersions, PreflightCheck } from './preflight-check.ts';
import type { RunKind } from './procedure-shape.ts';
import { nameOf } from './run-name.ts';
import type { RestorePlan } from './restore-plan.ts';
import type { RunOrigin } from './run-origin.ts';
import type { StepName } from './step-name.ts';

export const RUN_PHASES = ['preflight', 'running', 'finalizing', 'done'] as const;
export type RunPhase = (typeof RUN_PHASES)[number];

export const RUN_OUTCOMES = ['completed', 'failed', 'rejected', 'cancelled'] as const;
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
  /** The component's last message, for people. */
  lastAnswer: string | null;
  done: number | null;
  total: number | null;
  failure: FailureDetail | null;
}

/** What a backup learns about its set while it takes it. */
export interface Measured {
  /** Exported positions by partition, read right before the records were snapshotted: a restore is compared with them. */
  positions: Record<string, number>;
  /** Documents by index family; null where they could not be counted. */
  documents: Record<string, number> | null;
  /** The id that the cluster chose for the Zeebe backup; absent where that has the id of the set. */
  zeebeBackupId?: number | undefined;
}

interface AnyRun {
  cluster: string;
  kind: RunKind;
  /** One sequence per cluster for runs of every kind, above every id that is known on the cluster. */
  number: number;
  /** Id of the set that the run makes, restores or deletes. The set that a backup makes has the number of its run. */
  setId: number;
  runId: string;
  fence: number;
  procedure: string;
  version: string;
  labels: Record<string, string>;
  origin: RunOrigin;
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

export interface BackupRun extends AnyRun {
  kind: 'backup';
  /** As the preflight read them; empty before it passed. */
  versions: ComponentVersions;
  /** null before the records were snapshotted, and where that was lost. */
  measured: Measured | null;
}

export interface RestoreRun extends AnyRun {
  kind: 'restore';
  /** What was confirmed; null only in a record that was damaged, and then nothing is deleted or restored by it. */
  plan: RestorePlan | null;
}

export interface DeletionRun extends AnyRun {
  kind: 'deletion';
}

/** What is on record of a run. */
export type RunRecord = BackupRun | RestoreRun | DeletionRun;

export type RunOf<Kind extends RunKind> = Extract<RunRecord, { kind: Kind }>;

type WithoutFence<Kind> = Kind extends RunRecord ? Omit<Kind, 'fence'> : never;

/** A run before it has its fence. */
export type UnfencedRun = WithoutFence<RunRecord>;

/** A step of a run that has just started. */
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
 * The id of the set that a run is about, for a step that deletes or restores by it.
 * @throws StepFailure refused (permanent): the record was damaged and holds no id, and nothing may be guessed then
 */
export function setIdOf(run: Pick<RunRecord, 'kind' | 'number' | 'setId'>): number {
  if (Number.isSafeInteger(run.setId) && run.setId > 0) return run.setId;
  throw StepFailure.permanent('refused', `the record of ${nameOf(run)} does not say which set it is about`);
}

/** Whether a run pauses exporting, and so has to resume it. Pure. */
export function pausesExporting({ steps }: Pick<RunRecord, 'steps'>): boolean {
  return steps.some(({ name }) => name === 'pause-exporting');
}

/** The step that dumped the relational database of the cluster; null for a run that has none. Pure. */
export function dumpOf(run: Pick<RunRecord, 'steps'> | null): StepRecord | null {
  return run?.steps.find(({ name }) => name === 'dump-database') ?? null;
}

/** Exact versions of the components, as the preflight of a backup read them; empty for a run of another kind. Pure. */
export function versionsOf(run: RunRecord): ComponentVersions {
  return run.kind === 'backup' ? run.versions : {};
}

/** What a backup learned about its set; null before that, and for a run of another kind. Pure. */
export function measuredOf(run: RunRecord): Measured | null {
  return run.kind === 'backup' ? run.measured : null;
}

/** What a restore was confirmed to do; null for a run of another kind, and where the record was damaged. Pure. */
export function planOf(run: RunRecord): RestorePlan | null {
  return run.kind === 'restore' ? run.plan : null;
}
