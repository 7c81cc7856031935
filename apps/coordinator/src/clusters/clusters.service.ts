import { Inject, Injectable } from '@nestjs/common';
import type { ClusterConfig, HoldfastConfig } from '#config';
import type { Cluster, Exporting } from '#contracts';
import { aggregateExporting } from '#domain';
import { ClusterClients, CONFIG, RunAccess } from '#step-worker';
import { ProblemError } from '../http/problem.error.ts';

@Injectable()
export class ClustersService {
  constructor(
    @Inject(CONFIG) private readonly config: HoldfastConfig,
    @Inject(RunAccess) private readonly access: RunAccess,
    @Inject(ClusterClients) private readonly clients: ClusterClients,
  ) {}

  list(): Promise<Cluster[]> {
    return Promise.all(
      this.config.clusters.map(async (cluster) => ({
        name: cluster.name,
        version: cluster.version ?? null,
        components: cluster.components,
        pauseBudgetSeconds: cluster.pauseBudget / 1000,
        lock: await this.access.store.lock(cluster.name),
      })),
    );
  }

  /** Asks every broker now. A cluster that cannot be read is `unknown`, with the reason. */
  async exporting(name: string): Promise<Exporting> {
    const cluster = this.find(name);
    const { partitions } = this.clients.of(cluster.name);
    const call = { timeoutMs: this.config.steps.callTimeout, caller: 'holdfast (exporting)' };
    const readAt = new Date().toISOString();
    try {
      const [topology, replicas] = await Promise.all([partitions.topology(call), partitions.read(call)]);
      const exporting = aggregateExporting(replicas, topology.partitionCount);
      return { cluster: name, exporting, readAt, partitions: replicas, problem: null };
    } catch (error) {
      return {
        cluster: name,
        exporting: 'unknown',
        readAt,
        partitions: [],
        problem: (error as Error).message,
      };
    }
  }

  private find(name: string): ClusterConfig {
    const cluster = this.config.clusters.find((each) => each.name === name);
    if (!cluster) throw new ProblemError('unknown-cluster', `No cluster "${name}" is configured.`);
    return cluster;
  }
}
