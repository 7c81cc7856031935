/** Keys of a cluster that say when something is done to it, and not how: a run that is active does not depend on them. */
export const POLICIES = ['schedules', 'retention', 'history', 'alerts'] as const;

export function isPolicy(key: string): boolean {
  return POLICIES.some((policy) => policy === key);
}
