import { randomBytes } from 'node:crypto';
import type { ClusterConfig } from '#config';
import {
  pendingStep,
  procedureFor,
  stepsOf,
  type RestorePlan,
  type RunKind,
  type RunOrigin,
  type RunRecord,
} from '#domain';

/** The origin of a run that a caller of the API asked for. */
export function askedBy({ name }: { name: string }): RunOrigin {
  return { type: 'person', by: name };
}

interface NewRun {
  kind: RunKind;
  /** Number of the run. */
  backupId: number;
  /** Of the cluster, or of the set that is restored; null where nobody could tell. */
  version: string | null;
  setId?: number;
  plan?: RestorePlan;
  labels?: Record<string, string>;
  origin: RunOrigin;
}

/** A run as it begins: its preflight is still to come. */
export function newRun(cluster: ClusterConfig, given: NewRun): Omit<RunRecord, 'fence'> {
  const version = given.version ?? 'unknown';
  const procedure = procedureFor(version, new Set(cluster.components), given.kind);
  return {
    cluster: cluster.name,
    kind: given.kind,
    backupId: given.backupId,
    setId: given.setId ?? null,
    plan: given.plan ?? null,
    runId: randomBytes(6).toString('hex'),
    procedure: procedure?.name ?? 'unknown',
    version,
    labels: given.labels ?? {},
    origin: given.origin,
    versions: {},
    measured: null,
    phase: 'preflight',
    outcome: null,
    exporting: 'unknown',
    requestedAt: new Date().toISOString(),
    finishedAt: null,
    cancelRequestedAt: null,
    pausedAt: null,
    resumedAt: null,
    checks: [],
    steps: (procedure ? stepsOf(procedure) : []).map(pendingStep),
    failure: null,
  };
}
