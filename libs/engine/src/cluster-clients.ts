import { Inject, Injectable } from '@nestjs/common';
import { createCamundaClients, type BackupApi, type CamundaClients } from '#camunda';
import { hasSameConnection, type ClusterConfig, type HoldfastConfig } from '#config';
import { createSearchStores, noSearchStores, type SearchStores } from '#search';
import { CONFIG } from './tokens.ts';

export type ClientsOfCluster = CamundaClients & SearchStores;

/** Backups that have the id of their set: all but those of Zeebe where the cluster chooses their ids. Pure. */
export function backupsOfSets({
  backups,
  generated,
}: Pick<CamundaClients, 'backups' | 'generated'>): BackupApi[] {
  return Object.values(backups).filter(({ component }) => !(component === 'zeebe' && generated !== null));
}

/** The clients of every configured cluster, made when first needed, and again when its addresses changed. */
@Injectable()
export class ClusterClients {
  private readonly made = new Map<string, { cluster: ClusterConfig; clients: ClientsOfCluster }>();

  constructor(@Inject(CONFIG) private readonly config: HoldfastConfig) {}

  /** @throws Error for a cluster that is not configured */
  of(name: string): ClientsOfCluster {
    const cluster = this.config.clusters.find((each) => each.name === name);
    if (!cluster) {
      this.made.delete(name);
      throw new Error(`cluster "${name}" is not configured`);
    }
    const known = this.made.get(name);
    const serves = known && (known.cluster === cluster || hasSameConnection(known.cluster, cluster));
    const clients = serves ? known.clients : this.make(cluster);
    if (known?.cluster !== cluster) this.made.set(name, { cluster, clients });
    return clients;
  }

  private make(cluster: ClusterConfig): ClientsOfCluster {
    const timeoutMs = this.config.steps.callTimeout;
    const { engine, url, auth, tls } = cluster.records;
    return {
      ...createCamundaClients(cluster, { timeoutMs }),
      ...(engine === 'none' ? noSearchStores() : createSearchStores({ engine, url, auth, tls, timeoutMs })),
    };
  }
}
