import type { Run } from '#contracts';
import type { RunRecord } from '#domain';

const INTERNAL = new Set<string>(['kind', 'setId', 'plan', 'measured'] satisfies (keyof RunRecord)[]);

/** A run as the API shows it. */
export function runView(record: RunRecord): Run {
  return Object.fromEntries(Object.entries(record).filter(([key]) => !INTERNAL.has(key))) as unknown as Run;
}
