import type { AlertView } from '#contracts';
import { isCaredFor } from '#domain';

/** The one that is shown where there is room for one. @returns null for none. Pure. */
export function worstAlert(alerts: readonly AlertView[]): AlertView | null {
  const [worst = null] = worstFirst(alerts);
  return worst;
}

/** Those that no person deals with first, of them critical before warning; among equals in the given order. Pure. */
export function worstFirst(alerts: readonly AlertView[]): AlertView[] {
  const rank = (alert: AlertView): number =>
    (isCaredFor(alert) ? 2 : 0) + (alert.severity === 'critical' ? 0 : 1);
  return [...alerts].sort((a, b) => rank(a) - rank(b));
}
