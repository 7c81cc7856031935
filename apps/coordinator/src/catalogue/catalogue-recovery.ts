import { Inject, Injectable, Logger } from '@nestjs/common';
import { z } from 'zod';
import type { ClusterConfig } from '#config';
import { journalEntry } from '#coordination';
import { backupIdOf, ownershipOf, RECORDS_SNAPSHOTS, type Component, type SetOrigin } from '#domain';
import { ClusterClients, RunAccess } from '#step-worker';
import { originOf } from '../ownership/origin-of.ts';
import { OwnerMarkers } from '../ownership/owner-markers.ts';
import { recoveredRun, type FoundPart, type RunMetadata } from './recovered-run.ts';

const CALL = { timeoutMs: 10_000, caller: 'holdfast (catalogue)' };

const metadataSchema = z.looseObject({
  holdfast: z.looseObject({ runId: z.string(), fence: z.int(), version: z.string() }),
});

interface Found {
  parts: FoundPart[];
  metadata: RunMetadata | null;
  origin: SetOrigin | null;
}

/**
 * Redis is only a cache of what happened: where it knows no run of a cluster, the list of backups is made anew from
 * what the components and the snapshot repository hold.
 */
@Injectable()
export class CatalogueRecovery {
  private readonly logger = new Logger(CatalogueRecovery.name);

  constructor(
    @Inject(RunAccess) private readonly access: RunAccess,
    @Inject(ClusterClients) private readonly clients: ClusterClients,
    @Inject(OwnerMarkers) private readonly markers: OwnerMarkers,
  ) {}

  /**
   * Idempotent and cheap: does nothing once Redis knows the cluster.
   * @throws StepFailure when a component does not answer; call it again later
   */
  async ifLost(cluster: ClusterConfig): Promise<void> {
    if (await this.access.store.isKnown(cluster.name)) return;
    const { own } = await this.markers.recall(cluster, CALL);
    const found = await this.survey(cluster);
    const now = new Date();
    let settled = true;
    for (const [backupId, each] of [...found].sort(([one], [other]) => one - other)) {
      const isOurs = ownershipOf({ own, origin: each.origin, run: null, adopted: false }) !== null;
      // Still being taken, for a run that nobody remembers: whose it is and what it will be worth shows when it has ended.
      if (each.parts.some((part) => part.state === 'running')) settled &&= each.origin !== null && !isOurs;
      // What nothing proves to be a set of this cluster stays foreign, and gets no record.
      else if (isOurs) await this.write(cluster, backupId, { ...each, now });
    }
    if (settled) await this.access.store.markKnown(cluster.name);
  }

  private async write(cluster: ClusterConfig, backupId: number, found: Found & { now: Date }): Promise<void> {
    const run = recoveredRun(cluster, backupId, found);
    const message = 'put on record from what the components hold: Redis did not know of it';
    const entry = journalEntry({
      ...{ type: 'run-recovered', at: found.now.toISOString(), by: this.access.holder },
      ...{ message, failure: run.failure },
    });
    if (await this.access.store.recover(run, entry))
      this.logger.warn(`${cluster.name}: backup ${backupId} ${message}`);
  }

  private async survey(cluster: ClusterConfig): Promise<Map<number, Found>> {
    const found = new Map<number, Found>();
    const at = (backupId: number): Found => {
      const known = found.get(backupId) ?? { parts: [], metadata: null, origin: null };
      found.set(backupId, known);
      return known;
    };
    const clients = this.clients.of(cluster.name);
    const apis = [clients.zeebe, ...Object.values(clients.webApps)];
    const lists = await Promise.all(
      apis.map(async (api) => ({ component: api.component, backups: await api.list(CALL) })),
    );
    for (const { component, backups } of lists)
      for (const { backupId, state, said, startedAt } of backups)
        at(backupId).parts.push({ component, state, said, startedAt });
    const snapshots = await clients.records.list(cluster.records.repository, RECORDS_SNAPSHOTS, CALL);
    for (const { snapshot, state, indices, startedAt, metadata } of snapshots) {
      const backupId = backupIdOf(snapshot);
      if (backupId === null) continue;
      const entry = at(backupId);
      const worth = state === 'SUCCESS' && indices > 0 ? 'completed' : 'failed';
      entry.parts.push({
        component: 'records' satisfies Component,
        state: state === 'IN_PROGRESS' ? 'running' : worth,
        said: `${state}, ${indices} indices`,
        startedAt,
      });
      entry.origin = originOf(metadata);
      entry.metadata = metadataSchema.safeParse(metadata).data?.holdfast ?? null;
    }
    return found;
  }
}
