import type { ClusterOverview } from '#contracts';
import { nameOf } from '#domain';

/** Why no backup can be started now; null when one can. */
export function heldBy({ current }: Pick<ClusterOverview, 'current'>): string | null {
  return current === null ? null : `${nameOf(current)} holds the cluster`;
}
