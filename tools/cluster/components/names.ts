/** In the order in which they start; they stop in the opposite order. */
export const COMPONENT_NAMES = ['es', 'os', 's3', 'broker', 'operate', 'tasklist'] as const;
export type ComponentName = (typeof COMPONENT_NAMES)[number];

/** What starts where no component is named: Camunda with its stores, which uses one search engine. */
export const USUAL_COMPONENTS = COMPONENT_NAMES.filter((name) => name !== 'os');

/** They start first and stop last: the others need them from their first second on. */
export const STORES: readonly ComponentName[] = ['es', 'os', 's3'];

/** All that can run of a cluster: its components, and the restore program, which comes to an end by itself. */
export const PROCESS_NAMES = [...COMPONENT_NAMES, 'restore'] as const;
export type ProcessName = (typeof PROCESS_NAMES)[number];

export function isComponentName(text: string): text is ComponentName {
  return (COMPONENT_NAMES as readonly string[]).includes(text);
}
