import { Inject, Injectable } from '@nestjs/common';
import type { Deletion } from '#contracts';
import { SetNotes } from '#coordination';
import { nextBackupId, type BackupSet, type RunRecord } from '#domain';
import { RunAccess } from '#step-worker';
import { CatalogueService, type KnownSet } from '../catalogue/catalogue.service.ts';
import { ProblemError } from '../http/problem.error.ts';
import { newRun, type RunOrigin } from '../runs/new-run.ts';
import { RunBeginner } from '../runs/run-beginner.ts';
import { requireSet } from './require-set.ts';

/** Deletes whole sets, each by a run of its own under the cluster's lock. */
@Injectable()
export class DeletionsService {
  constructor(
    @Inject(RunAccess) private readonly access: RunAccess,
    @Inject(RunBeginner) private readonly runs: RunBeginner,
    @Inject(CatalogueService) private readonly catalogue: CatalogueService,
    @Inject(SetNotes) private readonly notes: SetNotes,
  ) {}

  /**
   * Begins to delete every part of a set. What stops half-way stays marked, and can be deleted again.
   * @param force also the last complete set, or one that is kept
   * @param origin whom it is owed to
   * @throws ProblemError unknown-cluster | unknown-backup | set-running | set-kept | last-complete-set | cluster-busy |
   *   store-unavailable
   */
  async delete(
    name: string,
    backupId: number,
    { force, origin }: { force: boolean; origin?: RunOrigin },
  ): Promise<Deletion> {
    const cluster = this.runs.cluster(name);
    await this.runs.refuseWhenBusy(name);
    const known = await this.catalogue.examine(name, backupId);
    const set = requireSet(known, 'cancel it first, or wait until it has ended');
    if (!force) await this.refuseProtected(name, known);
    const numbers = [
      await this.access.store.lastId(name),
      ...(await this.access.store.numbers(name)),
      backupId,
    ];
    const version = known.run?.version ?? set.versions[0] ?? null;
    const number = nextBackupId(Date.now(), numbers);
    const record = newRun(cluster, {
      ...{ kind: 'deletion', backupId: number, version, setId: backupId },
      ...(origin && { origin }),
    });
    // Before it begins, so that a crash in between cannot leave a deletion that nobody knows of.
    await this.notes.write(name, backupId, { name: 'deletionId', value: number });
    return deletionView(await this.runs.begin(record));
  }

  private async refuseProtected(name: string, { backupId, set }: KnownSet): Promise<void> {
    const [note] = await this.notes.of(name, [backupId]);
    const repeat = 'Repeat with force=true to delete it all the same.';
    if (note?.kept)
      throw new ProblemError(
        'set-kept',
        `Backup ${backupId} is kept since ${note.kept.at} (${note.kept.by}). Release it first. ${repeat}`,
      );
    if (!isRestorable(set)) return;
    const others = (await this.catalogue.all(name)).filter((each) => each.backupId !== backupId);
    if (others.some((each) => isRestorable(each.set))) return;
    throw new ProblemError(
      'last-complete-set',
      `Backup ${backupId} is the last complete set of cluster "${name}"; without it nothing could be restored. ${repeat}`,
    );
  }
}

/** After a loss of Redis every set is `unverified`, and they are all there is. */
function isRestorable(set: BackupSet | null): boolean {
  return set?.state === 'complete' || set?.state === 'unverified';
}

export function deletionView(run: RunRecord): Deletion {
  const { cluster, runId, fence, procedure, version, phase, outcome, requestedAt, finishedAt } = run;
  const { requestedBy, cancelRequestedAt, checks, steps, failure } = run;
  return {
    deletionId: run.backupId,
    backupId: run.setId ?? 0,
    ...{ cluster, runId, fence, procedure, version, phase, outcome, requestedAt, finishedAt },
    ...{ requestedBy, cancelRequestedAt, checks, steps, failure },
  };
}
