/** Keys of a cluster that say when something is done to it, and not how: a run that is active does not depend on them. */
export const POLICIES = ['schedules', 'retention', 'history', 'alerts', 'objective'] as const;

export function isPolicy(key: string): boolean {
  return POLICIES.some((policy) => policy === key);
}

/** Sections of a connection that say who calls, and how it is proven; the address stands next to them. */
const LOGINS = ['auth', 'tls'];

/**
 * A cluster as it is written, without its logins at any depth. They are taken up under a run: a user or a client that was
 * replaced is as gone as a password that was, and exporting could not be resumed with it.
 */
export function withoutLogins(written: unknown): unknown {
  if (Array.isArray(written)) return written.map(withoutLogins);
  if (typeof written !== 'object' || written === null) return written;
  const kept = Object.entries(written).filter(([key]) => !LOGINS.includes(key));
  return Object.fromEntries(kept.map(([key, value]) => [key, withoutLogins(value)]));
}
