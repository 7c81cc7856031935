import { neighbourUntouched } from './i9-neighbour-untouched.ts';
import type { CaseRecord } from '../case-record.ts';
import type { Breach, Invariant } from './invariant.ts';
import { exportingAtRest } from './i1-exporting-at-rest.ts';
import { pauseBounded } from './i2-pause-bounded.ts';
import { noInterleaving } from './i3-no-interleaving.ts';
import { completedIsComplete } from './i4-completed-is-complete.ts';
import { fenceLostNotCompleted } from './i5-fence-lost-not-completed.ts';
import { journalTells } from './i6-journal-tells.ts';
import { lockFree } from './i7-lock-free.ts';
import { idsOnce } from './i8-ids-once.ts';

export const INVARIANTS: readonly Invariant[] = [
  exportingAtRest,
  pauseBounded,
  noInterleaving,
  completedIsComplete,
  fenceLostNotCompleted,
  journalTells,
  lockFree,
  idsOnce,
  neighbourUntouched,
];

export function breachesOf(record: CaseRecord): Breach[] {
  return INVARIANTS.flatMap(({ id, check }) => check(record).map((message) => ({ invariant: id, message })));
}
