import type { Component, StepComponent } from './component.ts';
import type { SetOrigin } from './ownership/ownership.ts';
import type { PreflightCheck } from './preflight-check.ts';
import type { Rehearsal } from './rehearsal.ts';
import type { StepName } from './step-name.ts';

/** How Camunda is stopped and started during a restore. */
export const CONTROL_KINDS = ['commands', 'kubernetes', 'manual'] as const;
export type ControlKind = (typeof CONTROL_KINDS)[number];

/** One snapshot that a restore brings back. */
export interface PlannedSnapshot {
  snapshot: string;
  uuid: string | null;
  component: Component;
  /** Concrete names of the indices in it; empty for a part that legitimately holds none. */
  indices: string[];
  sizeBytes: number | null;
}

/** An index that is there now and will be gone. */
export interface DoomedIndex {
  index: string;
  /** Null where it is closed. */
  docs: number | null;
  sizeBytes: number | null;
}

/** What one step of the restore will do, for the person who confirms it. */
export interface PlannedAction {
  step: StepName;
  component: StepComponent;
  does: string;
  details: string[];
}

/**
 * Everything that a restore will do, what is lost by it, and whether it may be done. A person reads it, and its hash
 * is what they confirm: a restore whose plan would be another one by now does not begin.
 */
export interface RestorePlan {
  /** The set to restore. */
  backupId: number;
  /** Exact version that took the set, and must be started on it; null where no snapshot name tells. */
  version: string | null;
  partitions: number | null;
  brokers: number;
  repository: string;
  control: ControlKind;
  snapshots: PlannedSnapshot[];
  /** Patterns of the allow-list: nothing else is ever deleted, and of what fits them only the cluster's own. */
  allowed: string[];
  deletes: DoomedIndex[];
  /** What is restored under another name before anything is stopped; null where the set holds no index. */
  rehearsal: Rehearsal | null;
  /** Index prefixes without a template: Camunda is started once before everything else, so that it makes them. */
  seeds: string[];
  actions: PlannedAction[];
  /** Who took the set, where nothing proves that this cluster did; null for a set of its own. */
  origin: SetOrigin | null;
  /** When the set was taken; null where nothing tells, and left out of plans of builds before 0.3. */
  takenAt?: string | null;
  losses: string[];
  warnings: string[];
  checks: PreflightCheck[];
  /** Documents of each index family when the set was taken; null where they were not counted. */
  documents: Record<string, number> | null;
  createdAt: string;
  /** SHA-256 of what the restore does. */
  hash: string;
}

/**
 * The part of a plan that a person confirms, as a text that is the same for the same plan. Counts, sizes and times
 * change while a cluster runs and are left out; names and identities are not.
 */
export function confirmedPart(plan: Omit<RestorePlan, 'hash'>): string {
  return JSON.stringify({
    backupId: plan.backupId,
    version: plan.version,
    partitions: plan.partitions,
    brokers: plan.brokers,
    repository: plan.repository,
    control: plan.control,
    snapshots: plan.snapshots.map(({ snapshot, uuid, indices }) => [snapshot, uuid, indices]),
    allowed: plan.allowed,
    deletes: plan.deletes.map(({ index }) => index).sort(),
    rehearsal: plan.rehearsal,
    seeds: plan.seeds,
    actions: plan.actions,
    origin: plan.origin,
  });
}

/** What all snapshots of the set hold (bytes); null where one does not tell. Pure. */
export function sizeOfPlan({
  snapshots,
}: {
  snapshots: readonly { sizeBytes: number | null }[];
}): number | null {
  if (snapshots.some(({ sizeBytes }) => sizeBytes === null)) return null;
  return snapshots.reduce((sum, { sizeBytes }) => sum + (sizeBytes ?? 0), 0);
}

/** Whether the plan may be run: every check passed. */
export function isRunnable(plan: Pick<RestorePlan, 'checks'>): boolean {
  return plan.checks.every((check) => check.ok);
}
