import type { Component } from './component.ts';
import { parseVersion } from './version.ts';

/** Every step any procedure knows. The name is the same in queue, record, log, metric and page. */
export const STEP_NAMES = [
  'backup-optimize',
  'backup-operate',
  'backup-tasklist',
  'pause-exporting',
  'snapshot-records',
  'backup-zeebe',
  'resume-exporting',
] as const;
export type StepName = (typeof STEP_NAMES)[number];

export interface StepDefinition {
  name: StepName;
  component: Component;
  /** For people: what the step does. */
  summary: string;
}

/** Steps of one stage may run at the same time; the next stage starts when all of them are done. */
export interface Stage {
  /** `always` stages run whatever happened before them. */
  when: 'on-success' | 'always';
  steps: readonly StepDefinition[];
}

/** The order in which one generation of Camunda versions must be backed up. */
export interface Procedure {
  name: string;
  /** Minor versions of Camunda 8 that it serves. */
  minors: readonly number[];
  /** The vendor's page that gives this order. */
  source: string;
  stages: readonly Stage[];
}

const define = (name: StepName, component: Component, summary: string): StepDefinition => ({
  name,
  component,
  summary,
});

/**
 * 8.4–8.7: the web applications first, then the records and Zeebe inside one pause. The records snapshot must
 * be complete before the Zeebe backup is triggered, so that no exported record is newer than the log it came from.
 */
const webAppsFirst: Procedure = {
  name: 'webapps-first-serial-tail',
  minors: [4, 5, 6, 7],
  source: 'Camunda 8.6 docs, Self-Managed, operational guides: Backup and restore, "Backup process"',
  stages: [
    {
      when: 'on-success',
      steps: [
        define('backup-optimize', 'optimize', 'Back up Optimize (two snapshots)'),
        define('backup-operate', 'operate', 'Back up Operate (six snapshots)'),
        define('backup-tasklist', 'tasklist', 'Back up Tasklist (six snapshots)'),
      ],
    },
    {
      when: 'on-success',
      steps: [define('pause-exporting', 'zeebe', 'Soft-pause exporting on every partition')],
    },
    {
      when: 'on-success',
      steps: [define('snapshot-records', 'records', 'Snapshot the exported Zeebe records')],
    },
    { when: 'on-success', steps: [define('backup-zeebe', 'zeebe', 'Back up every Zeebe partition')] },
    { when: 'always', steps: [define('resume-exporting', 'zeebe', 'Resume exporting and read it back')] },
  ],
};

export const PROCEDURES: readonly Procedure[] = [webAppsFirst];

/**
 * The procedure for a version, without the steps of components that are not deployed.
 * Null when no procedure is known for that version: then nothing may be started.
 */
export function procedureFor(version: string, deployed: ReadonlySet<Component>): Procedure | null {
  const parsed = parseVersion(version);
  if (parsed?.major !== 8) return null;
  const known = PROCEDURES.find((procedure) => procedure.minors.includes(parsed.minor));
  if (!known) return null;
  const stages = known.stages
    .map((stage) => ({ ...stage, steps: stage.steps.filter((step) => deployed.has(step.component)) }))
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
