/**
 * The stores whose parts make one backup set. A part is only usable with the others of the same id. `webapps` is Operate and
 * Tasklist in one, from 8.8 on; `database` is the relational database that may take the place of their search engine.
 */
export const COMPONENTS = [
  'zeebe',
  'operate',
  'tasklist',
  'webapps',
  'optimize',
  'records',
  'database',
] as const;
export type Component = (typeof COMPONENTS)[number];

/** Components that have a backup API of their own in front of their snapshots. */
export const WEB_APPS = ['operate', 'tasklist', 'webapps', 'optimize'] as const;
export type WebApp = (typeof WEB_APPS)[number];

/** Components that keep an import position next to the exported records (8.1 to 8.7). */
export const IMPORTERS = ['operate', 'tasklist'] as const satisfies readonly WebApp[];

/** Snapshots that a backup of a component takes, at most. Zeebe has a store of its own. */
export const SNAPSHOTS_AT_MOST: Readonly<Record<Component, number>> = {
  zeebe: 0,
  operate: 6,
  tasklist: 6,
  webapps: 7,
  optimize: 2,
  records: 1,
  database: 0,
};

/** Components that Camunda backs up itself, each through a backup API of its own. */
export type BackedUp = WebApp | 'zeebe';

/** Whom a step is about: a store, or Camunda as a whole, which a restore stops and starts. */
export const STEP_COMPONENTS = [...COMPONENTS, 'camunda'] as const;
export type StepComponent = (typeof STEP_COMPONENTS)[number];
