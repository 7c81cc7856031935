import type { Request } from 'express';
import type { ClusterConfig } from '#config';

const clusters = new WeakMap<Request, ClusterConfig>();

/** The guard found it, and the caller may see it. */
export function rememberCluster(request: Request, cluster: ClusterConfig): void {
  clusters.set(request, cluster);
}

/** The cluster in the path of a request. */
export function clusterOf(request: Request): ClusterConfig {
  const cluster = clusters.get(request);
  if (cluster === undefined) throw new Error('the guard has not looked up the cluster of this request');
  return cluster;
}
