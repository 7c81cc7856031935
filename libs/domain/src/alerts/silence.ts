import type { AlertKind } from './alert-words.ts';

/** Which alerts of a cluster are not to be sent, and until when (ms since the epoch). */
export interface Silence {
  /** null: alerts of every kind. */
  kind: AlertKind | null;
  /** null: whatever it is about. */
  subject: string | null;
  until: number;
}

/** The silence that holds back an alert for the longest time; null where none does. Pure. */
export function silenceOf<S extends Silence>(
  alert: { kind: AlertKind; subject: string | null },
  silences: readonly S[],
  now: number,
): S | null {
  const fitting = silences.filter(
    ({ kind, subject, until }) =>
      until > now &&
      (kind === null || kind === alert.kind) &&
      (subject === null || subject === alert.subject),
  );
  return fitting.sort((a, b) => b.until - a.until)[0] ?? null;
}

/** Whether a person has acknowledged an alert, or silenced it: it needs no other one now. Pure. */
export function isCaredFor({
  acknowledged,
  silenced,
}: {
  acknowledged: object | null;
  silenced: object | null;
}): boolean {
  return acknowledged !== null || silenced !== null;
}
