/** The five stores whose parts make one backup set. A part is only usable with the other four of the same id. */
export const COMPONENTS = ['zeebe', 'operate', 'tasklist', 'optimize', 'records'] as const;
export type Component = (typeof COMPONENTS)[number];

/** Components that keep their own backup API in front of their snapshots (8.2–8.7). */
export const WEB_APPS = ['operate', 'tasklist', 'optimize'] as const;
export type WebApp = (typeof WEB_APPS)[number];

/** Whom a step is about: a store, or Camunda as a whole, which a restore stops and starts. */
export const STEP_COMPONENTS = [...COMPONENTS, 'camunda'] as const;
export type StepComponent = (typeof STEP_COMPONENTS)[number];
