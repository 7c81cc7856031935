import { randomBytes } from 'node:crypto';
import { shapeOf, type ClusterConfig } from '#config';
import {
  generationOf,
  pendingStep,
  procedureFor,
  stepsOf,
  type BackupRun,
  type DeletionRun,
  type RestorePlan,
  type RestoreRun,
  type RunKind,
  type RunOrigin,
  type RunRecord,
} from '#domain';

/** The origin of a run that a caller of the API asked for. */
export function askedBy({ name }: { name: string }): RunOrigin {
  return { type: 'person', by: name };
}

interface NewRun {
  number: number;
  /** Of the cluster, or of the set that is restored; null where it is unknown. */
  version: string | null;
  labels?: Record<string, string>;
  origin: RunOrigin;
}

interface OfSet extends NewRun {
  /** Id of the set that is restored or deleted. */
  setId: number;
}

/** The set that a backup makes has the number of its run. */
export function newBackup(cluster: ClusterConfig, given: NewRun): Omit<BackupRun, 'fence'> {
  const run = newRun(cluster, 'backup', given);
  return { ...run, kind: 'backup', setId: given.number, versions: {}, measured: null };
}

export function newRestore(
  cluster: ClusterConfig,
  given: OfSet & { plan: RestorePlan },
): Omit<RestoreRun, 'fence'> {
  const { setId, plan } = given;
  return { ...newRun(cluster, 'restore', given), kind: 'restore', setId, plan };
}

export function newDeletion(cluster: ClusterConfig, given: OfSet): Omit<DeletionRun, 'fence'> {
  return { ...newRun(cluster, 'deletion', given), kind: 'deletion', setId: given.setId };
}

/** A run as it begins: its preflight is still to come. */
function newRun(
  cluster: ClusterConfig,
  kind: RunKind,
  given: NewRun,
): Omit<RunRecord, 'fence' | 'kind' | 'setId'> {
  const version = given.version ?? 'unknown';
  // Of another generation than the file says: the preflight rejects it. A deletion depends on no version.
  const fits = kind === 'deletion' || generationOf(version, shapeOf(cluster)) === cluster.generation;
  const procedure = procedureFor(fits ? cluster.generation : null, new Set(cluster.components), kind);
  return {
    cluster: cluster.name,
    number: given.number,
    runId: randomBytes(6).toString('hex'),
    procedure: procedure?.name ?? 'unknown',
    version,
    labels: given.labels ?? {},
    origin: given.origin,
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
