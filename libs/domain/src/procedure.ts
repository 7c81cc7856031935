import type { Component } from './component.ts';
import type { Procedure, RunKind, StepDefinition } from './procedure-shape.ts';
import { BACKUP_PROCEDURES } from './procedures/backup.procedures.ts';
import { DELETION_PROCEDURE } from './procedures/deletion.procedure.ts';
import { RESTORE_PROCEDURES } from './procedures/restore.procedures.ts';
import type { StepName } from './step-name.ts';
import { parseVersion } from './version.ts';

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

/** Of every step that takes a part of a set, in any procedure. */
const PARTS = new Map(
  PROCEDURES.flatMap(({ stages }) => stages.flatMap(({ steps }) => steps)).map(({ name, takes }) => [
    name,
    takes,
  ]),
);

/** The part of a set that a step takes; null for a step that takes none. */
export function partTakenBy({ name }: { name: StepName }): Component | null {
  return PARTS.get(name) ?? null;
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
