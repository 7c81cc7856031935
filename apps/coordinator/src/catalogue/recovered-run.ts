import type { ClusterConfig } from '#config';
import {
  partTakenBy,
  pendingStep,
  procedureFor,
  stepsOf,
  StepFailure,
  UNKNOWN_ORIGIN,
  type BackupSet,
  type Component,
  type PartState,
  type RunRecord,
  type StepRecord,
} from '#domain';
import { rfc3339 } from './rfc3339.ts';
import type { SetFigures } from './snapshot-figures.ts';

/** What one component holds under one backup id. */
export interface FoundPart {
  component: Component;
  state: 'completed' | 'running' | 'incomplete' | 'failed' | 'absent';
  /** In the component's words. */
  said: string;
  /** ms since the epoch. */
  startedAt: number | null;
}

/** What our own records snapshot says about its run; null for one that another tool took, or where there is none. */
export interface RunMetadata {
  runId: string;
  fence: number;
  version: string;
}

/**
 * The record of a run that Redis forgot, from what the components hold. It can say which parts are there. It cannot say
 * that exporting was paused throughout, so it is never `completed`.
 */
export function recoveredRun(
  cluster: ClusterConfig,
  backupId: number,
  { parts, metadata, now }: { parts: readonly FoundPart[]; metadata: RunMetadata | null; now: Date },
): RunRecord {
  const version = metadata?.version ?? cluster.version ?? 'unknown';
  const procedure = procedureFor(version, new Set(cluster.components));
  const steps = procedure ? stepsOf(procedure) : [];
  const times = parts.map((part) => part.startedAt).filter((time) => time !== null);
  const startedAt = new Date(times.length > 0 ? Math.min(...times) : now.getTime()).toISOString();
  const missing = cluster.components.filter(
    (component) => !parts.some((part) => part.component === component && part.state === 'completed'),
  );
  const message =
    missing.length === 0
      ? 'every part is there, but there is no record of how it was taken, so nothing proves that exporting was paused throughout. Take a new backup before you rely on this one.'
      : `there is no record of how it was taken, and ${missing.join(', ')} ${missing.length === 1 ? 'has' : 'have'} no complete part of it.`;
  return {
    cluster: cluster.name,
    kind: 'backup',
    backupId,
    setId: null,
    plan: null,
    runId: metadata?.runId ?? 'unknown',
    fence: metadata?.fence ?? 0,
    procedure: procedure?.name ?? 'unknown',
    version,
    labels: {},
    origin: UNKNOWN_ORIGIN,
    versions: {},
    measured: null,
    phase: 'done',
    outcome: missing.length === 0 ? 'unverified' : 'failed',
    exporting: 'unknown',
    requestedAt: startedAt,
    finishedAt: null,
    cancelRequestedAt: null,
    pausedAt: null,
    resumedAt: null,
    checks: [],
    steps: steps.map(({ name, component }) => {
      // What leaves no trace, such as a pause, cannot be told any more.
      const taken = partTakenBy({ name });
      return stepOf(
        { name, component },
        parts.find((part) => part.component === taken),
      );
    }),
    failure: StepFailure.permanent('record-lost', message).detail,
  };
}

/** A set that another tool took, in the form of a run: what is known of it is what is there. */
export function foreignRun(
  cluster: ClusterConfig,
  backupId: number,
  { set, figures, now }: { set: BackupSet | null; figures: SetFigures | undefined; now: Date },
): RunRecord {
  const states: Record<PartState, FoundPart['state']> = {
    complete: 'completed',
    partial: 'incomplete',
    running: 'running',
    failed: 'failed',
    missing: 'absent',
    unknown: 'absent',
  };
  const startedAt = figures?.startedAt ?? null;
  const parts = (set?.parts ?? []).map(({ component, state, said }) => ({
    component,
    state: states[state],
    said,
    startedAt,
  }));
  const run = recoveredRun(cluster, backupId, { parts, metadata: null, now });
  const version = set?.versions[0] ?? run.version;
  if (set?.state === 'running') return { ...run, version, phase: 'running', outcome: null, failure: null };
  return { ...run, version, finishedAt: rfc3339(figures?.finishedAt ?? null) };
}

function stepOf(step: Pick<StepRecord, 'name' | 'component'>, part: FoundPart | undefined): StepRecord {
  const state = part === undefined ? 'skipped' : part.state === 'completed' ? 'done' : 'failed';
  const time = part?.startedAt ?? null;
  return {
    ...pendingStep(step),
    state: part?.state === 'absent' ? 'skipped' : state,
    startedAt: rfc3339(time),
    lastAnswer: part?.said ?? null,
  };
}
