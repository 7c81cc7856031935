import { Inject, Injectable } from '@nestjs/common';
import type { HoldfastConfig } from '#config';
import type { Cluster } from '#contracts';
import { RunStore } from '#redis';
import { CONFIG } from '#engine';

@Injectable()
export class ClustersService {
  constructor(
    @Inject(CONFIG) private readonly config: HoldfastConfig,
    private readonly store: RunStore,
  ) {}

  list(): Promise<Cluster[]> {
    return Promise.all(
      this.config.clusters.map(async (cluster) => ({
        name: cluster.name,
        version: cluster.version ?? null,
        components: cluster.components,
        pauseBudgetSeconds: cluster.pauseBudget / 1000,
        lock: await this.store.lock(cluster.name),
      })),
    );
  }
}
