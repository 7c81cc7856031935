import { Inject, Injectable } from '@nestjs/common';
import type { Redis } from 'ioredis';
import type { ClusterConfig, HoldfastConfig } from '#config';
import { journalEntry, LatePartNotes, REDIS, TooLate, RunStore } from '#redis';
import { arrivedLate, LATE_UNNAMED_MS, mayArriveLate, recordsSnapshotName, type RunRecord } from '#domain';
import { ClusterLoop, ClusterClients, HOLDER, CONFIG } from '#engine';
import { Leader } from '../leader/leader.ts';
import { originOf } from '../ownership/origin-of.ts';

const CALL = { timeoutMs: 5_000, caller: 'holdfast (late parts)' };
/** Between two looks (ms). */
const EVERY_MS = 5_000;
/** Only runs that ended within a day are looked at; of those, at most this many. */
const NEWEST = 20;
/** Between the look and the deletion, this process may not stand still for longer (ms). */
const STALE_MS = 5_000;

const ARRIVED_LATE =
  'was created after the run had ended, by one of its calls that arrived late. It is deleted.';
const STILL_RUNNING =
  'was still being taken when the run had ended. It is stopped and deleted, so that it does not hold up the next run.';

/** Something that outlived its run, and how to delete it. */
interface LatePart {
  /** The exact name, also shown to people. */
  name: string;
  why: string;
  remove: (permit: () => void) => Promise<void>;
}

/**
 * Stops the records snapshot of a failed run that is still being taken: the set is failed, and the next run would wait.
 * Also deletes parts that a dead run asked for and that were created only after its end: by the call of a process that was
 * suspended in the very tick in which it sent it, or by a call that a network held back. Such a set is never complete.
 *
 * It deletes only what provably belongs to that run: the metadata of a snapshot names the run that took it; a Zeebe backup
 * has the id of a run that found that id free and had asked for it. Both must have started after the end of the run, the
 * backup within ten minutes: it does not name its run, and a person may finish a failed backup by hand.
 */
@Injectable()
export class LateParts extends ClusterLoop {
  private readonly notes: LatePartNotes;

  // eslint-disable-next-line max-params -- one per collaborator, as Nest injects them
  constructor(
    @Inject(CONFIG) config: HoldfastConfig,
    private readonly store: RunStore,
    @Inject(HOLDER) private readonly holder: string,
    private readonly clients: ClusterClients,
    private readonly leader: Leader,
    @Inject(REDIS) redis: Redis,
  ) {
    super(config, EVERY_MS);
    this.notes = new LatePartNotes(redis);
  }

  protected async look(cluster: ClusterConfig): Promise<void> {
    if (!this.leader.leads) return;
    const lookedAt = performance.now();
    // It may be active, which this build could not see.
    await this.store.requireNewest(cluster.name);
    const runs = await this.store.list(cluster.name, { limit: NEWEST });
    // While a run is active, the cluster is its own. One that only looks yet may be waiting for what is stopped here.
    if (runs.some(({ phase }) => phase !== 'done' && phase !== 'preflight')) return;
    const permit = (): void => {
      if (performance.now() - lookedAt > STALE_MS) throw new TooLate(CALL.caller);
    };
    for (const run of runs.toReversed()) {
      for (const part of [await this.snapshot(cluster, run), await this.zeebeBackup(cluster, run)])
        if (part) await this.remove(run, part, permit);
    }
  }

  private async snapshot({ name, records }: ClusterConfig, run: RunRecord): Promise<LatePart | null> {
    if (!mayArriveLate(run, 'snapshot-records', Date.now())) return null;
    const store = this.clients.of(name).records;
    const { repository } = records;
    const snapshot = recordsSnapshotName(run.setId);
    const { details, state } = await store.look(repository, snapshot, CALL);
    const owner = originOf(details?.metadata)?.runId;
    if (!details || owner !== run.runId) return null;
    const late = arrivedLate(run, details.startedAt);
    if (!late && state !== 'running') return null;
    return {
      name: `snapshot ${snapshot}`,
      why: late ? ARRIVED_LATE : STILL_RUNNING,
      remove: (permit) => store.delete(repository, snapshot, { ...CALL, permit }),
    };
  }

  private async zeebeBackup({ name }: ClusterConfig, run: RunRecord): Promise<LatePart | null> {
    if (!mayArriveLate(run, 'backup-zeebe', Date.now())) return null;
    const { generated, backups } = this.clients.of(name);
    const { zeebe } = backups;
    // One with an id of the cluster may be one of its own: its retention removes it.
    if (generated !== null || !zeebe.can.delete) return null;
    const { state, startedAt } = await zeebe.look(run.setId, CALL);
    // One that is still being taken cannot be deleted yet.
    if (state === 'absent' || state === 'running') return null;
    if (!arrivedLate(run, startedAt, LATE_UNNAMED_MS)) return null;
    return {
      name: `Zeebe backup ${run.setId}`,
      why: ARRIVED_LATE,
      remove: (permit) => zeebe.delete(run.setId, { ...CALL, permit }),
    };
  }

  /** The journal entry comes first, so that no part disappears without a trace. */
  private async remove(run: RunRecord, part: LatePart, permit: () => void): Promise<void> {
    const message = `${part.name} ${part.why}`;
    const entry = journalEntry({ type: 'late-part-deleted', by: this.holder, message });
    if (!(await this.notes.note(run, part.name, entry))) return;
    this.logger.warn(`${run.cluster}: ${message}`);
    await part.remove(permit);
  }
}
