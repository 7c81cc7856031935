import type { Alert } from '#contracts';

/** The one that is shown where there is room for one. @returns null for none. Pure. */
export function worstAlert(alerts: readonly Alert[]): Alert | null {
  const [worst = null] = worstFirst(alerts);
  return worst;
}

/** Critical before warning; among equals in the given order. Pure. */
export function worstFirst<Of extends Pick<Alert, 'severity'>>(alerts: readonly Of[]): Of[] {
  const rank = ({ severity }: Of): number => (severity === 'critical' ? 0 : 1);
  return [...alerts].sort((a, b) => rank(a) - rank(b));
}
