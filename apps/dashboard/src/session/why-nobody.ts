import type { Me } from '#contracts';

/** Why somebody has to log in: there was no session yet, it came to its time, or it ended before. */
export type WhyNobody = 'new' | 'expired' | 'ended';

/** An answer may overtake the moment that it is about, and clocks are compared by whole seconds (ms). */
const EARLY_MS = 2_000;

/** @param before who was known until now; null for nobody */
export function whyNobody(before: Pick<Me, 'expiresAt'> | null, now: number): WhyNobody {
  if (before === null) return 'new';
  const { expiresAt } = before;
  return expiresAt !== null && Date.parse(expiresAt) - EARLY_MS <= now ? 'expired' : 'ended';
}
