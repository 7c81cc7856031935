import { Inject, Injectable } from '@nestjs/common';
import { createCamundaClients, type CamundaClients } from '#camunda';
import type { ClusterConfig, HoldfastConfig } from '#config';
import {
  ElasticRestoreStore,
  ElasticSnapshotStore,
  RecordPositions,
  type RestoreStore,
  type SnapshotStore,
} from '#snapshots';
import { CONFIG } from './tokens.ts';

export type ClientsOfCluster = CamundaClients & {
  records: SnapshotStore;
  /** The same Elasticsearch, for what a restore does to its indices. */
  restores: RestoreStore;
  positions: RecordPositions;
};

/** The clients of every configured cluster, made when first needed. */
@Injectable()
export class ClusterClients {
  private readonly made = new Map<string, ClientsOfCluster>();

  constructor(@Inject(CONFIG) private readonly config: HoldfastConfig) {}

  /** @throws Error for a cluster that is not configured */
  of(name: string): ClientsOfCluster {
    const existing = this.made.get(name);
    if (existing) return existing;
    const cluster = this.config.clusters.find((each) => each.name === name);
    if (!cluster) throw new Error(`cluster "${name}" is not configured`);
    const clients = this.make(cluster);
    this.made.set(name, clients);
    return clients;
  }

  private make(cluster: ClusterConfig): ClientsOfCluster {
    const store = { url: cluster.records.url, timeoutMs: this.config.steps.callTimeout };
    return {
      ...createCamundaClients(cluster, { timeoutMs: this.config.steps.callTimeout }),
      records: new ElasticSnapshotStore(store),
      restores: new ElasticRestoreStore(store),
      positions: new RecordPositions(store),
    };
  }
}
