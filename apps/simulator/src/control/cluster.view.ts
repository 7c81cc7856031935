import type { ClusterHost } from '../cluster/cluster.host.ts';

/** In short, as every action answers it. `spoiltPauseFiles` foretells which brokers will not survive a restart. */
export function clusterSummary({ cluster, components, urls }: ClusterHost): object {
  const spoilt = cluster.state.zeebe.replicas.filter(
    ({ pauseFile }) => pauseFile !== null && pauseFile !== 'PAUSED' && pauseFile !== 'SOFT_PAUSED',
  );
  return {
    urls,
    down: components.filter((component) => cluster.context.isDown(component)),
    spoiltPauseFiles: spoilt.map(({ broker, partitionId, pauseFile }) => ({
      broker,
      partitionId,
      pauseFile,
    })),
  };
}

/** All there is to know about a cluster; with a long history of backups that is a lot. */
export function clusterView(host: ClusterHost): object {
  host.cluster.zeebe.partitions.settle();
  return { ...clusterSummary(host), state: host.cluster.state };
}
