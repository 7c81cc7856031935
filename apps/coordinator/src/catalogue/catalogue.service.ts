import { Injectable } from '@nestjs/common';
import type { ClusterConfig } from '#config';
import { filterOf, type Backup, type BackupList, type BackupListQuery, type ReadFilter } from '#contracts';
import { EMPTY_NOTE, SetNotes, RunStore } from '#redis';
import { assessSet, backupStateOf, isGone, isWanted, type SetState } from '#domain';
import { Clusters } from '../clusters/clusters.ts';
import { ProblemError } from '../http/problem.error.ts';
import { openBackup, runView } from '../runs/run-view.ts';
import { TrimmedHistory } from '../runs/trimmed-history.ts';
import { after, wantedPage } from '../runs/wanted-page.ts';
import { idsIn, zeebePartOf, type Inventory } from './inventory.ts';
import { InventoryReader } from './inventory-reader.ts';
import { deletedBy, isAheadOf, isUnproven, type KnownSet } from './known-set.ts';
import { setView } from './set-view.ts';
import { SetOwners } from './set-owners.ts';
import { NO_FIGURES, SnapshotFactsReader } from './snapshot-facts.reader.ts';

/** At most this many sets are put together at once. */
const CHUNK = 100;

/** All backup sets of a cluster, foreign ones included: our runs, joined by id with what repository and Zeebe hold. */
@Injectable()
export class CatalogueService {
  // eslint-disable-next-line max-params -- one per collaborator, as Nest injects them
  constructor(
    private readonly store: RunStore,
    private readonly clusters: Clusters,
    private readonly inventories: InventoryReader,
    private readonly figures: SnapshotFactsReader,
    private readonly notes: SetNotes,
    private readonly owners: SetOwners,
    private readonly trimmed: TrimmedHistory,
  ) {}

  /** Newest id first. Two cheap calls to the components for the whole list, and one for what is new on the page. */
  async list(name: string, query: BackupListQuery): Promise<BackupList> {
    const cluster = this.clusters.find(name);
    const inventory = await this.inventory(cluster);
    const ids = after(new Set([...(await this.store.numbers(name)), ...idsIn(inventory)]), query.cursor);
    const filter = filterOf(query);
    const page = await wantedPage(ids, { limit: query.limit, filtered: filter !== null }, async (chunk) => {
      const known = await this.join(cluster, { inventory }, chunk);
      const backups = await this.views(cluster, inventory, known);
      return backups
        .filter((backup) => isShown(backup, filter))
        .map((entry) => ({ number: entry.backupId, entry }));
    });
    const { readAt, problems } = inventory;
    return { ...page, catalogue: { readAt: readAt?.toISOString() ?? null, problems } };
  }

  /** @throws ProblemError unknown-cluster | unknown-backup */
  async find(name: string, backupId: number): Promise<Backup> {
    const cluster = this.clusters.find(name);
    const run = await this.store.find(name, backupId);
    // Clients that follow a run ask often, and the components are busy with the run.
    if (run?.kind === 'backup' && run.phase !== 'done') return openBackup(run);
    const inventory = await this.inventory(cluster);
    const [view] = await this.views(cluster, inventory, await this.join(cluster, { inventory }, [backupId]));
    if (view) return view;
    throw await this.unknown(name, backupId);
  }

  /**
   * One set as it is right now. @throws ProblemError unknown-cluster | unknown-backup, store-unavailable when the
   * repository cannot be read
   */
  async examine(name: string, backupId: number): Promise<KnownSet & { inventory: Inventory }> {
    const cluster = this.clusters.find(name);
    const inventory = await this.readNow(cluster);
    const [known] = await this.join(cluster, { inventory }, [backupId]);
    if (known) return { ...known, inventory };
    // Throws for a run that this build cannot read: its set is not judged either.
    await this.store.find(name, backupId);
    throw await this.unknown(name, backupId);
  }

  /**
   * Every set of the cluster as it is right now, newest first. The record of its run proves whose a set is; of the others
   * their snapshots are read, each once. @throws ProblemError as `examine`
   */
  async all(name: string): Promise<KnownSet[]> {
    const cluster = this.clusters.find(name);
    const inventory = await this.readNow(cluster);
    const ids = [...new Set([...(await this.store.numbers(name)), ...idsIn(inventory)])];
    return this.join(
      cluster,
      { inventory, quick: true },
      ids.sort((a, b) => b - a),
    );
  }

  /**
   * Every set of the cluster with all that is known of it, as it is right now, newest first: also whose it is, where only
   * its own snapshots can tell. `problems` is what could not be read. @throws ProblemError as `examine`
   */
  async everything(name: string): Promise<{ items: Backup[]; problems: string[] }> {
    const cluster = this.clusters.find(name);
    const inventory = await this.readNow(cluster);
    const numbers = await this.store.numbers(name);
    const ids = [...new Set([...numbers, ...idsIn(inventory)])].sort((a, b) => b - a);
    const items: Backup[] = [];
    for (let read = 0; read < ids.length; read += CHUNK) {
      const known = await this.join(cluster, { inventory }, ids.slice(read, read + CHUNK));
      items.push(...(await this.views(cluster, inventory, known)));
    }
    return { items, problems: inventory.problems };
  }

  /**
   * The states of those of these ids that are shown as sets, also of sets of which nothing is left, and until when the stores
   * were read (ms since the epoch). @returns null where something could not be read
   */
  async shown(
    name: string,
    ids: readonly number[],
  ): Promise<{ sets: ReadonlyMap<number, SetState>; readAt: number } | null> {
    const cluster = this.clusters.find(name);
    const inventory = await this.inventory(cluster);
    if (inventory.readAt === null || inventory.problems.length > 0) return null;
    const known = await this.join(cluster, { inventory, quick: true }, ids);
    const sets = known.flatMap(({ backupId, set }) => (set === null ? [] : [[backupId, set.state] as const]));
    return { sets: new Map(sets), readAt: inventory.readAt.getTime() };
  }

  private unknown(cluster: string, backupId: number): Promise<ProblemError> {
    return this.trimmed.unknown('unknown-backup', {
      cluster,
      number: backupId,
      detail: `Neither Holdfast nor the components of cluster "${cluster}" know a backup ${backupId}.`,
    });
  }

  private async readNow(cluster: ClusterConfig): Promise<Inventory> {
    const inventory = await this.inventories.fresh(cluster);
    const [problem] = inventory.problems;
    // Without a search engine there are no snapshots: the record of a run tells what there is.
    const isBlind = inventory.snapshots.size === 0 && cluster.records.engine !== 'none';
    if (problem !== undefined && isBlind) throw new ProblemError('store-unavailable', problem);
    return inventory;
  }

  /** While one of our runs is running, the components are not asked: the answer is what was read last. */
  private async inventory(cluster: ClusterConfig): Promise<Inventory> {
    if (await this.store.lock(cluster.name)) return this.inventories.known(cluster);
    const [newest] = await this.store.list(cluster.name, { limit: 1 });
    return this.inventories.recent(cluster, newest?.runId ?? '');
  }

  private async join(
    cluster: ClusterConfig,
    { inventory, quick = false }: { inventory: Inventory; quick?: boolean },
    wanted: readonly number[],
  ): Promise<KnownSet[]> {
    // A set cannot be judged without its run, and must not be deleted for it.
    const unreadable = await this.store.unreadable(cluster.name, wanted);
    const ids = wanted.filter((id) => !unreadable.has(id));
    const runs = await this.store.findMany(cluster.name, ids);
    const unread = quick ? ids.filter((_, index) => isUnproven(runs[index] ?? null)) : ids;
    const figures = await this.figures.of(
      cluster,
      unread.map((backupId) => ({ backupId, snapshots: inventory.snapshots.get(backupId) ?? [] })),
    );
    const found = ids.map((backupId, index) => {
      const record = runs[index] ?? null;
      const origin = figures.get(backupId)?.origin ?? null;
      return { backupId, run: record?.kind === 'backup' ? record : null, origin };
    });
    const owners = await this.owners.of(cluster, found);
    const known = found.flatMap(({ backupId, run, origin }, index): KnownSet[] => {
      const set = isAheadOf(run, inventory)
        ? null
        : assessSet({
            backupId,
            expected: cluster.components,
            snapshots: inventory.snapshots.get(backupId) ?? [],
            zeebe: zeebePartOf(inventory, backupId, run),
            run,
            ownedBy: owners[index] ?? null,
            origin,
          });
      return run === null && set === null ? [] : [{ backupId, run, set }];
    });
    return this.withoutDeleted(cluster.name, known);
  }

  /** A set that is gone is lost, and shown as such, unless it was deleted: then nothing of it is left to show. */
  private async withoutDeleted(name: string, known: KnownSet[]): Promise<KnownSet[]> {
    const gone = known.filter(({ set }) => set !== null && isGone(set));
    if (gone.length === 0) return known;
    const notes = await this.notes.of(
      name,
      gone.map(({ backupId }) => backupId),
    );
    const deletions = await this.store.findMany(
      name,
      notes.map(({ deletionId }) => deletionId ?? 0),
    );
    const deleted = new Set(gone.filter((_, index) => deletions[index]?.outcome === 'completed'));
    return known.map((each) => (deleted.has(each) ? { ...each, set: null } : each));
  }

  private async views(
    cluster: ClusterConfig,
    inventory: Inventory,
    page: readonly KnownSet[],
  ): Promise<Backup[]> {
    const ids = page.map(({ backupId }) => backupId);
    const sets = page.filter(({ set }) => set !== null);
    const [notes, figures] = await Promise.all([
      this.notes.of(cluster.name, ids),
      this.figures.of(
        cluster,
        sets.map(({ backupId }) => ({ backupId, snapshots: inventory.snapshots.get(backupId) ?? [] })),
      ),
    ]);
    const deletions = await this.store.findMany(
      cluster.name,
      notes.map((note) => note.deletionId ?? 0),
    );
    const now = new Date();
    return page.map(({ backupId, run, set }, index) => {
      const note = notes[index] ?? EMPTY_NOTE;
      const about = {
        run,
        note,
        figures: figures.get(backupId) ?? NO_FIGURES,
        deletion: deletions[index] ?? null,
        now,
      };
      const deleted = set === null ? deletedBy(deletions[index] ?? null) : null;
      return {
        ...{ backupId, cluster: cluster.name, run: run && runView(run) },
        ...{ set: set && setView(set, about), deleted },
      };
    });
  }
}

function isShown(backup: Backup, filter: ReadFilter | null): boolean {
  if (filter === null) return true;
  const startedAt = backup.set?.startedAt ?? backup.run?.requestedAt ?? null;
  const isOfState = filter.states?.includes(backupStateOf(backup)) ?? true;
  return isOfState && isWanted({ ...backup, startedAt }, filter);
}
