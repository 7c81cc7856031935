import type { ClusterHost } from '../cluster/cluster.host.ts';

/** All there is to know about a cluster. `spoiltPauseFiles` foretells which brokers will not survive a restart. */
export function clusterView(host: ClusterHost): object {
  const { cluster, components, urls } = host;
  cluster.zeebe.partitions.settle();
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
    state: cluster.state,
  };
}
