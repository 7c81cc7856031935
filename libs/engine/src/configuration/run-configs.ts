import { Inject, Injectable, Logger } from '@nestjs/common';
import { conflictsOf, isSame, withClusters, type ClusterConfig, type HoldfastConfig } from '#config';
import { CONFIGURATION_FIELD, RunStore } from '#redis';
import type { RunRecord } from '#domain';
import { CONFIG_IN_FORCE } from '../tokens.ts';
import { chooseCluster } from './choose-cluster.ts';
import { ClusterHolds, type Hold } from './cluster-holds.ts';
import type { ConfigInForce } from './config-in-force.ts';
import { OtherConfiguration } from './other-configuration.ts';

/** Earlier configurations of a cluster that are remembered. A run needs the one that it began with. */
const REMEMBERED = 8;
/** For this time after a change it is looked whether a run began just before it, in another process (ms). */
const WATCHED_MS = 600_000;

/** Nothing holds a cluster that did not change. */
const NOT_ASKED: Hold = { kind: 'none' };

/**
 * Brings a new file into force, without changing a cluster under a run: a run keeps the addresses, budgets and components
 * that it began with until it has ended and its pause is over, also where the file no longer has its cluster.
 *
 * The record of a run has the fingerprint of the configuration that it began with, so that every process knows whether it
 * has that one. A process that has not leaves the run to others.
 */
@Injectable()
export class RunConfigs {
  private readonly logger = new Logger('Configuration');
  private file: HoldfastConfig;
  private readonly former = new Map<string, ClusterConfig[]>();
  private readonly changedAt = new Map<string, number>();
  private lastHeld: ReadonlySet<string> = new Set();
  private turn: Promise<unknown> = Promise.resolve();
  /** Reads the file again at once, because a run began with a configuration that is not known here. */
  reread: () => Promise<void> = () => Promise.resolve();

  constructor(
    @Inject(CONFIG_IN_FORCE) private readonly inForce: ConfigInForce,
    private readonly store: RunStore,
    private readonly holds: ClusterHolds,
  ) {
    this.file = inForce.now;
  }

  /** Clusters that are not as the file has them, because something holds them. */
  get held(): string[] {
    const wanted = new Map(this.file.clusters.map((each) => [each.name, each.fingerprint]));
    return this.inForce.now.clusters
      .filter(({ name, fingerprint }) => wanted.get(name) !== fingerprint)
      .map(({ name }) => name);
  }

  /**
   * Takes up a file that was found good. Idempotent.
   * @returns why it cannot be in force yet, together with a cluster that is held; empty when it is
   */
  offer(file: HoldfastConfig): Promise<string[]> {
    return this.inTurn(() => this.apply(file));
  }

  /** Lets go of what nothing holds any longer. To be called at intervals. */
  settle(): Promise<void> {
    return this.inTurn(async () => {
      if (this.held.length > 0 || this.watched().length > 0) await this.apply(this.file);
    });
  }

  /** Whether this process has the configuration that a run began with. An earlier build did not write which one that was. */
  async has({ cluster, number }: RunRecord): Promise<boolean> {
    const wanted = await this.store.field(cluster, number, CONFIGURATION_FIELD);
    return wanted === null || this.find(cluster)?.fingerprint === wanted;
  }

  /**
   * The cluster of a run, as it was when the run began.
   * @param options `force`: also where it is another one, because the run is only to be ended; `began`: by its record, the
   *   fingerprint of the configuration that it began with, where the caller has read it
   * @throws OtherConfiguration when this process does not have it, ioredis' error
   */
  async of(
    run: RunRecord,
    { force = false, began }: { force?: boolean; began?: string | null } = {},
  ): Promise<ClusterConfig> {
    const { cluster: name, number } = run;
    const wanted = began === undefined ? await this.store.field(name, number, CONFIGURATION_FIELD) : began;
    const fits = (found: ClusterConfig | undefined): boolean =>
      wanted === null || found?.fingerprint === wanted;
    const known = this.find(name);
    if (known && fits(known)) return known;
    await this.reread();
    await this.inTurn(() => this.apply(this.file, name));
    const found = this.find(name);
    if (!found || (!force && !fits(found)))
      throw new OtherConfiguration(name, run, found ? 'other' : 'missing');
    return found;
  }

  private find(name: string): ClusterConfig | undefined {
    return this.inForce.now.clusters.find((each) => each.name === name);
  }

  private async apply(file: HoldfastConfig, asked?: string): Promise<string[]> {
    const before = this.inForce.now;
    // In the order of the file.
    const names = new Set([...file.clusters, ...before.clusters].map(({ name }) => name));
    for (const name of [...this.watched(), ...(asked === undefined ? [] : [asked])]) names.add(name);
    const chosen: ClusterConfig[] = [];
    for (const name of names) {
      const cluster = await this.choose(name, file, asked === name);
      if (cluster) chosen.push(cluster);
    }
    const isHeld = chosen.some(({ name, fingerprint }) => fingerprintIn(file, name) !== fingerprint);
    const conflicts = isHeld ? conflictsOf(chosen) : [];
    if (conflicts.length > 0) return conflicts;
    for (const name of names)
      if (fingerprintIn(this.file, name) !== fingerprintIn(file, name))
        this.changedAt.set(name, performance.now());
    for (const cluster of [...before.clusters, ...file.clusters]) this.remember(cluster);
    this.file = file;
    const leaving = new Set(
      chosen.map(({ name }) => name).filter((name) => fingerprintIn(file, name) === null),
    );
    const next = withClusters(file, chosen);
    // What did not change stays the same object: schedules and streams look for that.
    if (!isSame([before, [...this.inForce.leaving]], [next, [...leaving]]))
      this.inForce.replace(next, leaving);
    this.tell();
    return [];
  }

  private async choose(name: string, file: HoldfastConfig, isAsked: boolean): Promise<ClusterConfig | null> {
    const wanted = file.clusters.find((each) => each.name === name);
    const present = this.find(name);
    const former = this.former.get(name) ?? [];
    const isSettled = present !== undefined && present.fingerprint === wanted?.fingerprint;
    const isNew = present === undefined && former.length === 0;
    const mayBeHeld = isAsked || !(isSettled ? !this.watched().includes(name) : isNew);
    const hold = mayBeHeld ? await this.holds.of(name) : NOT_ASKED;
    // Here the file's is in force already: only a run that began with an earlier one, by its record, takes it back.
    const began = hold.kind === 'run' || hold.kind === 'left' ? hold.fingerprint : null;
    const isTakenBack =
      isSettled &&
      began !== null &&
      began !== wanted.fingerprint &&
      former.some((each) => each.fingerprint === began);
    return chooseCluster({ wanted, present: isTakenBack ? undefined : present, former, hold });
  }

  private remember(cluster: ClusterConfig): void {
    const former = this.former.get(cluster.name) ?? [];
    const others = former.filter(({ fingerprint }) => fingerprint !== cluster.fingerprint);
    this.former.set(cluster.name, [...others, cluster].slice(-REMEMBERED));
  }

  /** Clusters that changed lately. */
  private watched(): string[] {
    const now = performance.now();
    return [...this.changedAt].filter(([, at]) => now - at < WATCHED_MS).map(([name]) => name);
  }

  private tell(): void {
    const { held, lastHeld: before } = this;
    for (const name of before)
      if (!held.includes(name))
        this.logger.log(`cluster ${name} is as the file has it now: nothing holds it any longer`);
    for (const name of held.filter((each) => !before.has(each)))
      this.logger.warn(
        `cluster ${name} ${this.inForce.leaving.has(name) ? 'is no longer configured, and stays' : 'keeps its former configuration'} until its run has ended and exporting runs`,
      );
    this.lastHeld = new Set(held);
  }

  /** One change at a time: each reads Redis before it replaces what is in force. */
  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const next = this.turn.then(work);
    this.turn = next.catch(() => undefined);
    return next;
  }
}

function fingerprintIn(file: HoldfastConfig, name: string): string | null {
  return file.clusters.find((each) => each.name === name)?.fingerprint ?? null;
}
