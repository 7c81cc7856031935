import { Inject, Injectable } from '@nestjs/common';
import { setTimeout as sleep } from 'node:timers/promises';
import type { BackupApi } from '#camunda';
import type { ClusterConfig, HoldfastConfig } from '#config';
import { snapshotsById, type ZeebePart } from '#domain';
import { ClusterClients, CONFIG } from '#engine';
import type { CallOptions } from '#http';
import { listTimeout } from '../checks/backup-list.check.ts';
import { EMPTY_INVENTORY, type Inventory } from './inventory.ts';
import { readZeebeParts } from './zeebe-parts.ts';

/** How long an answer stays fresh (ms). */
const FRESH_MS = 2_000;
/** How long a reader waits for a new one; a slow component must not delay the list (ms). */
const PATIENCE_MS = 2_500;

const SLOW = 'the components answer slowly; the list is from their last answer';
const SLOW_AT_FIRST =
  'the components answer slowly and have not listed their backups yet; what is missing will follow';

interface Taken {
  inventory: Inventory;
  /** Of the configuration with which it was read: another repository has other sets. */
  fingerprint: string;
  begunAt: number;
  at: number;
  /** The run that had ended last by then; null before the first reading. */
  newest: string | null;
}

interface Pending extends Pick<Taken, 'fingerprint' | 'newest'> {
  inventory: Promise<Inventory>;
}

/**
 * Reads what repository and Zeebe hold: two calls for the whole cluster, however many sets there are, and at most every
 * two seconds, however many readers there are.
 */
@Injectable()
export class InventoryReader {
  private readonly last = new Map<string, Taken>();
  private readonly pending = new Map<string, Pending>();

  constructor(
    @Inject(CONFIG) private readonly config: HoldfastConfig,
    private readonly clients: ClusterClients,
  ) {}

  /** The last one, without a call. */
  known(cluster: ClusterConfig): Inventory {
    return this.lastOf(cluster)?.inventory ?? EMPTY_INVENTORY;
  }

  private lastOf({ name, fingerprint }: ClusterConfig): Taken | null {
    const last = this.last.get(name);
    return last?.fingerprint === fingerprint ? last : null;
  }

  /**
   * A recent one; the last one where the components are slow. Never rejects.
   * @param newest id of the run that ended last: what was read before it ended is not recent, however new it is
   */
  async recent(cluster: ClusterConfig, newest: string): Promise<Inventory> {
    const last = this.lastOf(cluster);
    if (last?.newest === newest && performance.now() - last.at < FRESH_MS) return last.inventory;
    const giveUp = new AbortController();
    const late = sleep(PATIENCE_MS, undefined, { signal: giveUp.signal }).then(
      () => ({
        ...this.known(cluster),
        problems: [this.lastOf(cluster) ? SLOW : SLOW_AT_FIRST],
      }),
      () => this.known(cluster),
    );
    const inventory = await Promise.race([this.fresh(cluster, newest), late]);
    giveUp.abort();
    return inventory;
  }

  /** A new one, read now. Never rejects: what cannot be read is named in `problems`. */
  fresh(cluster: ClusterConfig, newest: string | null = null): Promise<Inventory> {
    const pending = this.pending.get(cluster.name);
    const serves = pending?.fingerprint === cluster.fingerprint;
    if (serves && (newest === null || pending.newest === newest)) return pending.inventory;
    const taken = this.take(cluster, newest).finally(() => {
      if (this.pending.get(cluster.name)?.inventory === taken) this.pending.delete(cluster.name);
    });
    this.pending.set(cluster.name, { inventory: taken, newest, fingerprint: cluster.fingerprint });
    return taken;
  }

  private async take(cluster: ClusterConfig, newest: string | null): Promise<Inventory> {
    const begunAt = performance.now();
    const problems: string[] = [];
    const told = <T>(what: Promise<T>): Promise<T | null> =>
      what.catch((error: unknown) => {
        problems.push((error as Error).message);
        return null;
      });
    const { fingerprint } = cluster;
    const { records, backups: api, generated } = this.clients.of(cluster.name);
    const call = { timeoutMs: this.config.steps.callTimeout, caller: 'holdfast (catalogue)' };
    const known = this.known(cluster);
    const list = { ...call, timeoutMs: listTimeout(this.config.steps) };
    const names = told(records.names(cluster.records.repository, call)).then(
      (all) => all && snapshotsById(all),
    );
    // While the repository cannot be read, its last state is worth more than none.
    const snapshots = names.then((now) => now ?? known.snapshots);
    const zeebe = told(this.zeebe(api.zeebe, { snapshots, known }, list));
    const inventory: Inventory = {
      snapshots: await snapshots,
      zeebe: await zeebe,
      readAt: new Date(),
      generatedIds: generated !== null,
      problems,
    };
    if ((this.last.get(cluster.name)?.begunAt ?? 0) <= begunAt)
      this.last.set(cluster.name, { inventory, fingerprint, begunAt, at: performance.now(), newest });
    return inventory;
  }

  /** A version without a list is asked for the ids of the snapshots. */
  private async zeebe(
    api: BackupApi,
    { snapshots, known }: { snapshots: Promise<Inventory['snapshots']>; known: Inventory },
    call: CallOptions,
  ): Promise<Map<number, ZeebePart>> {
    const ids = api.can.list ? [] : (await snapshots).keys();
    return readZeebeParts(api, { ids, known: known.zeebe ?? new Map<number, ZeebePart>() }, call);
  }
}
