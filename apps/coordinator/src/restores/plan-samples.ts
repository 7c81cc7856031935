import { parsePartName, type OwnIndexSample } from '#domain';
import type { RestoreFacts } from './restore-facts.ts';

/** The snapshots of the set by component: what kinds of indices its web applications have. */
export function samplesOf({ snapshots }: Pick<RestoreFacts, 'snapshots'>): OwnIndexSample[] {
  return snapshots.map(({ snapshot, indexNames }) => ({
    component: parsePartName(snapshot)?.app ?? 'records',
    indices: indexNames,
  }));
}
