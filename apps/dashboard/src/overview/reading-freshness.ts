import type { ClusterOverview } from '#contracts';

/** A reading that was older than this when it was sent is marked as such (ms): they come every two seconds otherwise. */
const OLD_MS = 10_000;

/**
 * Whether a state of exporting is of now. `before-end`: a pause that was read before the last run ended, and that the run has
 * lifted since.
 * A reading that says the same as the one before is not sent again, so its age is that which it had when it was sent.
 * @param sentAt when the overview came that brought it, by the server's clock (ms since the epoch); left out where that is
 * not known. Pure.
 */
export function freshnessOf(
  { exporting, last, current }: Pick<ClusterOverview, 'exporting' | 'last' | 'current'>,
  sentAt?: number,
): 'now' | 'old' | 'before-end' {
  if (exporting === null) return 'now';
  const read = Date.parse(exporting.readAt);
  const isBeforeEnd = current === null && last?.finishedAt != null && read < Date.parse(last.finishedAt);
  if (isBeforeEnd && exporting.exporting !== 'running') return 'before-end';
  return sentAt !== undefined && sentAt - read > OLD_MS ? 'old' : 'now';
}
