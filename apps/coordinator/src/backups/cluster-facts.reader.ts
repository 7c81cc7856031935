import { Injectable } from '@nestjs/common';
import type { ClusterConfig } from '#config';
import { backupIdOf } from '#domain';
import type { CallOptions } from '#http';
import { ClusterClients, backupsOfSets } from '#engine';

export interface Survey {
  /** As configured, or as Zeebe says; null when it could not be read. */
  version: string | null;
  /** Every backup id that any component of the cluster knows. */
  knownIds: number[];
}

/** The time each component may take to list what it has (ms). The preflight reports a slow one. */
const TIMEOUT_MS = 5_000;

/** Reads what a cluster has, one call per component, changing nothing. What cannot be read is left out. */
@Injectable()
export class ClusterFactsReader {
  constructor(private readonly clients: ClusterClients) {}

  async survey(cluster: ClusterConfig): Promise<Survey> {
    const clients = this.clients.of(cluster.name);
    const call = { timeoutMs: TIMEOUT_MS };
    const lists = backupsOfSets(clients)
      .filter(({ can }) => can.list)
      .map((api) => api.ids(call));
    const version = cluster.version ?? clients.info.zeebe.read(call).then((info) => info.version);
    const [read, ids] = await Promise.all([
      Promise.resolve(version).catch(() => null),
      Promise.all(
        [...lists, this.repositoryIds(cluster, call)].map((list) => list.catch((): number[] => [])),
      ),
    ]);
    return { version: read, knownIds: ids.flat() };
  }

  /** Parts of web applications carry the id in their names, too: what their own lists hold may be here as well. */
  private async repositoryIds(cluster: ClusterConfig, call: CallOptions): Promise<number[]> {
    const names = await this.clients.of(cluster.name).records.names(cluster.records.repository, call);
    return [...new Set(names.map(({ snapshot }) => backupIdOf(snapshot)).filter((id) => id !== null))];
  }
}
