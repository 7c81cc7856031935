import { cellOf } from './matrix.ts';
import type { CaseResult } from '../result.ts';

/** One line during the sweep. */
export const caseLine = (result: CaseResult): string =>
  [
    cellOf(result).padEnd(7),
    `${(result.tookMs / 1000).toFixed(1)} s`.padStart(7),
    result.name,
    ...result.breaches.map(({ invariant, message }) => `\n          ${invariant}: ${message}`),
    ...(result.trouble === null ? [] : [`\n          ${result.trouble}`]),
  ].join('  ');

/** Everything about a case in which something does not hold. */
export function caseReport(result: CaseResult, reproduction: string): string {
  return [
    `--- ${result.name}`,
    ...result.breaches.map(({ invariant, message }) => `${invariant}: ${message}`),
    ...(result.trouble === null ? [] : [result.trouble]),
    `again: node scripts/faults.mjs --case "${reproduction}"`,
    ...result.timeline,
  ].join('\n');
}
