import type { Component } from './component.ts';
import type { GenerationName } from './generations/generation-name.ts';
import { ALL_GENERATIONS, generationNamed } from './generations/generations.ts';
import type { Procedure, RunKind, StepDefinition } from './procedure-shape.ts';
import type { StepName } from './step-name.ts';

/** Of all generations, each once. */
export const PROCEDURES: readonly Procedure[] = [
  ...new Set(ALL_GENERATIONS.flatMap(({ procedures }) => Object.values(procedures))),
];

/**
 * The procedure of a kind for a generation, without the steps of components that are not deployed. Pure.
 * @returns null for null: then nothing may be started
 */
export function procedureFor(
  generation: GenerationName | null,
  deployed: ReadonlySet<Component>,
  kind: RunKind = 'backup',
): Procedure | null {
  const known = generation === null ? null : generationNamed(generation);
  return known && withoutMissing(known.procedures[kind], deployed);
}

/** The procedure that a run follows, as its record names it. Null when this build does not know it. Pure. */
export function procedureOf(run: { procedure: string }, deployed: ReadonlySet<Component>): Procedure | null {
  const known = PROCEDURES.find(({ name }) => name === run.procedure);
  return known ? withoutMissing(known, deployed) : null;
}

function withoutMissing(procedure: Procedure, deployed: ReadonlySet<Component>): Procedure {
  const stages = procedure.stages
    .map((stage) => ({
      ...stage,
      steps: stage.steps.filter(({ needs }) => needs === null || deployed.has(needs)),
    }))
    .filter((stage) => stage.steps.length > 0);
  return { ...procedure, stages };
}

/** Of every step that takes a part of a set, in any procedure. */
const PARTS = new Map(PROCEDURES.flatMap(stepsOf).map(({ name, takes }) => [name, takes]));

/** The part of a set that a step takes; null for a step that takes none. */
export function partTakenBy({ name }: { name: StepName }): Component | null {
  return PARTS.get(name) ?? null;
}

export function stepsOf(procedure: Procedure): StepDefinition[] {
  return procedure.stages.flatMap((stage) => stage.steps);
}

/** Names of all steps that must be done before this one may act. Empty for a step of the first stage. */
export function stepsBefore(procedure: Procedure, name: StepName): StepName[] {
  return procedure.stages
    .slice(0, Math.max(stageOf(procedure, name), 0))
    .flatMap((stage) => stage.steps.map((step) => step.name));
}

/** Whether a step runs inside the pause: after exporting was paused, and before it is resumed. Pure. */
export function isInsidePause(procedure: Procedure, name: StepName): boolean {
  const [pause, at, resume] = (['pause-exporting', name, 'resume-exporting'] as const).map((each) =>
    stageOf(procedure, each),
  ) as [number, number, number];
  return pause !== -1 && at > pause && (resume === -1 || at < resume);
}

/** Whether several steps follow a step at the same time. Pure. */
export function isFollowedByParallel(procedure: Procedure, name: StepName): boolean {
  const at = stageOf(procedure, name);
  return at !== -1 && (procedure.stages[at + 1]?.steps.length ?? 0) > 1;
}

/**
 * The applications that a restore stops and starts by themselves; none for a procedure that stops all of Camunda, or nothing.
 * Pure.
 */
export function stoppedAlone(procedure: Procedure): Component[] {
  return stepsOf(procedure).flatMap(({ name, needs }) =>
    needs !== null && name === `stop-${needs}` ? [needs] : [],
  );
}

/** Whether a restore stops all of Camunda; it happens inside the running cluster otherwise. Pure. */
export function stopsCamunda(procedure: Procedure): boolean {
  return stepsOf(procedure).some(({ name }) => name === 'stop-camunda');
}

function stageOf({ stages }: Procedure, name: StepName): number {
  return stages.findIndex(({ steps }) => steps.some((step) => step.name === name));
}
