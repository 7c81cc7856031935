import { Injectable, Logger } from '@nestjs/common';
import type { ClusterConfig } from '#config';
import { RunStore } from '#redis';
import { backupIdOf, highestBackupId } from '#domain';
import { ClusterClients, backupsOfSets } from '#engine';
import { OwnerMarkers } from '../ownership/owner-markers.ts';

const CALL = { timeoutMs: 10_000, caller: 'holdfast (catalogue)' };

/**
 * Redis is only a cache of what happened: where it does not know a cluster, its installation id is taken up from the owner
 * marker, and numbers are given out above every id that any component knows. Sets need no record: the catalogue reads them
 * from where they are. No run is made up for them.
 */
@Injectable()
export class IdRecovery {
  private readonly logger = new Logger(IdRecovery.name);

  constructor(
    private readonly store: RunStore,
    private readonly clients: ClusterClients,
    private readonly markers: OwnerMarkers,
  ) {}

  /**
   * Idempotent and cheap: does nothing once Redis knows the cluster.
   * @throws StepFailure when a component does not answer; call it again later
   */
  async ifLost(cluster: ClusterConfig): Promise<void> {
    const { name } = cluster;
    if (await this.store.isKnown(name)) return;
    await this.markers.recall(cluster, CALL);
    const ids = await this.ids(cluster);
    if (!(await this.store.raiseLastId(name, highestBackupId(ids)))) return;
    await this.store.markKnown(name);
    if (ids.size > 0)
      this.logger.warn(
        `${name}: Redis did not know this cluster; ${ids.size} backup ids are known to its components. A set whose run is not on record is unverified.`,
      );
  }

  /** Every id that a component or a snapshot knows. */
  private async ids({ name, records }: ClusterConfig): Promise<Set<number>> {
    const clients = this.clients.of(name);
    const apis = backupsOfSets(clients).filter(({ can }) => can.list);
    const [listed, names] = await Promise.all([
      Promise.all(apis.map((api) => api.ids(CALL))),
      clients.records.names(records.repository, CALL),
    ]);
    const named = names.map(({ snapshot }) => backupIdOf(snapshot)).filter((id) => id !== null);
    return new Set([...listed.flat(), ...named]);
  }
}
