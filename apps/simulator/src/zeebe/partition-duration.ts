import type { ClusterContext } from '../cluster/cluster.context.ts';

const otherPartitions = 1_000;

/** How long the backup of a partition takes (ms), as the settings say. */
export function partitionDuration(cluster: ClusterContext, partitionId: number): number {
  const { partitionDurationMs } = cluster.state.settings.zeebe;
  return typeof partitionDurationMs === 'number'
    ? partitionDurationMs
    : (partitionDurationMs[partitionId] ?? otherPartitions);
}
