import type { Component, StepComponent } from './component.ts';
import { BACKUP_PROCEDURES } from './procedures/backup.procedures.ts';
import { DELETION_PROCEDURE } from './procedures/deletion.procedure.ts';
import { RESTORE_PROCEDURES } from './procedures/restore.procedures.ts';
import type { StepName } from './step-name.ts';
import { parseVersion } from './version.ts';

/** What a run does. All of them hold the same lock, and take their numbers from one sequence. */
export const RUN_KINDS = ['backup', 'restore', 'deletion'] as const;
export type RunKind = (typeof RUN_KINDS)[number];

export interface StepDefinition {
  name: StepName;
  component: StepComponent;
  /** For people: what the step does. */
  summary: string;
}

/** Steps of one stage may run at the same time; the next stage starts when all of them are done. */
export interface Stage {
  /** `always` stages run whatever happened before them. */
  when: 'on-success' | 'always';
  steps: readonly StepDefinition[];
}

/** The order in which one generation of Camunda versions must be backed up or restored. */
export interface Procedure {
  name: string;
  kind: RunKind;
  /** Minor versions of Camunda 8 that it serves; empty for one that depends on no version. */
  minors: readonly number[];
  /** The vendor's page that gives this order. */
  source: string;
  stages: readonly Stage[];
}

export const PROCEDURES: readonly Procedure[] = [
  ...BACKUP_PROCEDURES,
  ...RESTORE_PROCEDURES,
  DELETION_PROCEDURE,
];

/**
 * The procedure of a kind for a version, without the steps of components that are not deployed.
 * Null when no procedure is known for that version: then nothing may be started.
 */
export function procedureFor(
  version: string,
  deployed: ReadonlySet<Component>,
  kind: RunKind = 'backup',
): Procedure | null {
  const parsed = parseVersion(version);
  const fits = ({ minors }: Procedure): boolean =>
    minors.length === 0 || (parsed?.major === 8 && minors.includes(parsed.minor));
  const known = PROCEDURES.find((procedure) => procedure.kind === kind && fits(procedure));
  if (!known) return null;
  const isDeployed = ({ component }: StepDefinition): boolean =>
    component === 'camunda' || deployed.has(component);
  const stages = known.stages
    .map((stage) => ({ ...stage, steps: stage.steps.filter(isDeployed) }))
    .filter((stage) => stage.steps.length > 0);
  return { ...known, stages };
}

export function stepsOf(procedure: Procedure): StepDefinition[] {
  return procedure.stages.flatMap((stage) => stage.steps);
}

/** Names of all steps that must be done before this one may act. Empty for a step of the first stage. */
export function stepsBefore(procedure: Procedure, name: StepName): StepName[] {
  const index = procedure.stages.findIndex((stage) => stage.steps.some((step) => step.name === name));
  return procedure.stages
    .slice(0, Math.max(index, 0))
    .flatMap((stage) => stage.steps.map((step) => step.name));
}
