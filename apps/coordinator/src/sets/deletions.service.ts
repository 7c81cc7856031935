import { Injectable } from '@nestjs/common';
import type { ClusterConfig } from '#config';
import type { Run } from '#contracts';
import { SetNotes, RunStore } from '#redis';
import { nameOf, nextBackupId, type RunOrigin } from '#domain';
import { CatalogueService } from '../catalogue/catalogue.service.ts';
import { ProblemError } from '../http/problem.error.ts';
import { newDeletion } from '../runs/new-run.ts';
import { RunStarter } from '../runs/run-starter.ts';
import { runView } from '../runs/run-view.ts';
import { requireSet } from './require-set.ts';
import { refuseForeign, SetProtection } from './set-protection.ts';

/** Deletes whole sets, each by a run of its own under the cluster's lock. */
@Injectable()
export class DeletionsService {
  // eslint-disable-next-line max-params -- one per collaborator, as Nest injects them
  constructor(
    private readonly store: RunStore,
    private readonly runs: RunStarter,
    private readonly catalogue: CatalogueService,
    private readonly notes: SetNotes,
    private readonly protection: SetProtection,
  ) {}

  /**
   * Begins to delete every part of a set. What stops half-way stays marked, and can be deleted again.
   * @param force also the last complete set, or one that is kept
   * @param origin what asked for it; decides whether retention's rules bind it
   * @throws ProblemError unknown-backup | set-running | set-foreign | set-kept | last-complete-set | cluster-busy |
   *   store-unavailable
   */
  async delete(
    cluster: ClusterConfig,
    backupId: number,
    { force, origin }: { force: boolean; origin: RunOrigin },
  ): Promise<Run> {
    const { name } = cluster;
    await this.runs.refuseWhenBusy(name);
    const known = await this.catalogue.examine(name, backupId);
    const set = requireSet(known, 'cancel it first, or wait until it has ended');
    refuseForeign(known);
    if (!force) await this.protection.refuse(name, known);
    const numbers = [await this.store.lastId(name), ...(await this.store.numbers(name)), backupId];
    const version = known.run?.version ?? set.versions[0] ?? null;
    const number = nextBackupId(Date.now(), numbers);
    const record = newDeletion(cluster, {
      number,
      version,
      setId: backupId,
      origin,
    });
    // Written before the deletion starts, so that a crash in between cannot leave a deletion without a note.
    await this.notes.write(name, backupId, { name: 'deletionId', value: number });
    if (force) await this.notes.write(name, backupId, { name: 'forcedId', value: number });
    return runView(await this.runs.begin(record, cluster));
  }

  /** For callers that mark a set as kept. @throws ProblemError cluster-busy while it is being deleted */
  async refuseWhenGoing(name: string, backupId: number): Promise<void> {
    const [note] = await this.notes.of(name, [backupId]);
    const deletion = note?.deletionId ? await this.store.find(name, note.deletionId) : null;
    if (deletion?.kind !== 'deletion' || deletion.setId !== backupId || deletion.phase === 'done') return;
    throw new ProblemError(
      'cluster-busy',
      `Backup ${backupId} is marked, but ${nameOf(deletion)} of it is under way: look how that ends.`,
    );
  }
}
