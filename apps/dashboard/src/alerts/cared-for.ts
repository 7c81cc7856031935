import type { AlertView } from '#contracts';

/** Whether a person has acknowledged an alert, or silenced it: it needs no other one now. Pure. */
export function isCaredFor({
  acknowledged,
  silenced,
}: Pick<AlertView, 'acknowledged' | 'silenced'>): boolean {
  return acknowledged !== null || silenced !== null;
}
