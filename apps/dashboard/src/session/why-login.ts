import type { Me } from '#contracts';

/** Why a login is needed: there was no session yet, it expired, or it ended early. */
export type WhyLogin = 'new' | 'expired' | 'ended';

/** An answer may overtake the moment that it is about, and clocks are compared by whole seconds (ms). */
const EARLY_MS = 2_000;

/** @param before the user until now; null without one */
export function whyLogin(before: Pick<Me, 'expiresAt'> | null, now: number): WhyLogin {
  if (before === null) return 'new';
  const { expiresAt } = before;
  return expiresAt !== null && Date.parse(expiresAt) - EARLY_MS <= now ? 'expired' : 'ended';
}
