import type { Component, StepComponent } from './component.ts';
import type { StepName } from './step-name.ts';

/** What a run does. All of them hold the same lock, and take their numbers from one sequence. */
export const RUN_KINDS = ['backup', 'restore', 'deletion'] as const;
export type RunKind = (typeof RUN_KINDS)[number];

export interface StepDefinition {
  name: StepName;
  component: StepComponent;
  /** The part of a set that the step takes; null for a step that takes none. */
  takes: Component | null;
  /** The part without which the step has nothing to do; null for a step that every cluster needs. */
  needs: Component | null;
  /** For people: what the step does. */
  summary: string;
}

/** Steps of one stage may run at the same time; the next stage starts when all of them are done. */
export interface Stage {
  /** `always` stages run whatever happened before them. */
  when: 'on-success' | 'always';
  steps: readonly StepDefinition[];
}

/** The order in which a cluster of a generation must be backed up or restored. */
export interface Procedure {
  name: string;
  kind: RunKind;
  /** The vendor's page that gives this order. */
  source: string;
  stages: readonly Stage[];
}
