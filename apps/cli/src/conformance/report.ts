import type { BackedUp, GenerationName } from '#domain';
import type { Action, Check, Ids } from './checks.ts';

export const RESULTS = ['matches', 'differs', 'skipped'] as const;
export type Result = (typeof RESULTS)[number];

/** One check, with what was seen. */
export interface CheckResult {
  name: string;
  component: BackedUp;
  does: Action;
  id: number | null;
  expects: readonly string[];
  /** The word that the client made of the answer: a state, or the code of a failure. Null when it was not asked. */
  seen: string | null;
  /** Of a failure: status and text of the answer. Of a check that was skipped: why. */
  detail: string | null;
  result: Result;
}

/** What a check saw, or why it could not see anything. */
export type Seen = { word: string; detail: string | null } | { skipped: string };

export interface Report {
  cluster: string;
  version: string;
  generation: GenerationName;
  ids: Ids;
  checks: CheckResult[];
  counts: Record<Result, number>;
}

/** Compares what was seen with what the client expects. Pure. */
export function resultOf(check: Check, ids: Ids, seen: Seen): CheckResult {
  const { name, component, does, expects } = check;
  const asked = { name, component, does, id: check.id === null ? null : ids[check.id], expects };
  if ('skipped' in seen) return { ...asked, seen: null, detail: seen.skipped, result: 'skipped' };
  const { word, detail } = seen;
  return { ...asked, seen: word, detail, result: expects.includes(word) ? 'matches' : 'differs' };
}

/** Pure. */
export function reportOf(head: Omit<Report, 'checks' | 'counts'>, checks: CheckResult[]): Report {
  const count = (wanted: Result): number => checks.filter(({ result }) => result === wanted).length;
  const counts = { matches: count('matches'), differs: count('differs'), skipped: count('skipped') };
  return { ...head, checks, counts };
}
