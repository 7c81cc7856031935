import { Inject, Injectable } from '@nestjs/common';
import type { ClusterConfig, HoldfastConfig } from '#config';
import type { Alert } from '#contracts';
import { alertKey, AlertStore, redisTroubleOf, type RaisedAlert } from '#redis';
import { assessAlerts, lingers, type AlertCondition, type AlertFacts, type AlertKind } from '#domain';
import { ClusterLoop, CONFIG } from '#engine';
import type { History } from '../runs/cluster-history.ts';
import { Notifier } from '../notifications/notifier.ts';
import { AlertCare } from './alert-care.ts';
import { AlertFactsReader } from './alert-facts.reader.ts';
import { UnstoredAlerts } from './unstored-alerts.ts';

const EVERY_MS = 5_000;
/**
 * What may pass by itself is an alert only after this number of looks in a row: workers and Redis may restart, a file may be
 * corrected, and a pause that was read a moment ago may be of a run that has just ended.
 */
const LOOKS: Partial<Record<AlertKind, number>> = {
  'exporting-paused-outside': 2,
  'worker-missing': 6,
  'redis-unusable': 6,
  'configuration-refused': 6,
};

/** What a look found. `trouble` is why Redis could not be read. */
interface Seen {
  facts: AlertFacts;
  history: History | null;
  trouble: Error | null;
}

/** What Redis has when a look begins. */
interface Known {
  facts: AlertFacts;
  raised: ReadonlyMap<string, RaisedAlert>;
  isSilenced: (alert: Alert) => boolean;
}

/**
 * Raises alerts, has them sent, and clears them when their cause is gone. Every coordinator does it: the first to raise
 * wins, each notification has a name and is sent once, and what one process did not send before it died the next one
 * sends. What Redis cannot keep is sent at once, from memory.
 */
@Injectable()
export class AlertLoop extends ClusterLoop {
  /** How often in a row a condition was seen that may pass by itself, by cluster and alert. */
  private readonly looks = new Map<string, ReadonlyMap<string, number>>();
  /** The alerts of each cluster that Redis had, and that were sent, at the last look that could read it. */
  private readonly stored = new Map<string, readonly string[]>();

  // eslint-disable-next-line max-params -- one per collaborator, as Nest injects them
  constructor(
    @Inject(CONFIG) config: HoldfastConfig,
    private readonly facts: AlertFactsReader,
    private readonly store: AlertStore,
    private readonly notifier: Notifier,
    private readonly unstored: UnstoredAlerts,
    private readonly care: AlertCare,
  ) {
    super(config, EVERY_MS);
  }

  protected async look(cluster: ClusterConfig): Promise<void> {
    const { name } = cluster;
    const seen = await this.read(cluster);
    const conditions = this.lasting(name, assessAlerts(seen.facts));
    try {
      if (seen.trouble) throw seen.trouble;
      await this.keep(name, conditions, seen);
    } catch (error) {
      if (redisTroubleOf(error) === null) throw error;
      const stored = new Set(this.stored.get(name) ?? []);
      const isSilenced = this.care.silencesKnown(name);
      const sent = conditions.filter((condition) => !isSilenced(condition));
      await this.unstored.raise(name, sent, stored);
    }
  }

  /** What was wrong with a cluster that is no longer configured is over: a receiver must learn of its end. */
  protected override left(name: string): void {
    this.looks.delete(name);
    this.stored.delete(name);
    this.care.forget(name);
    this.clearAll(name).catch((error: unknown) => {
      this.logger.warn(`${name}: its alerts cannot be cleared: ${(error as Error).message}`);
    });
  }

  private async clearAll(cluster: string): Promise<void> {
    const isSilenced = await this.care.silencesOf(cluster);
    for (const each of await this.store.raised(cluster)) await this.clear(each, isSilenced(each.alert));
    for (const alert of this.unstored.of(cluster)) await this.endUnstored(alert, new Set());
  }

  private async read(cluster: ClusterConfig): Promise<Seen> {
    try {
      return { ...(await this.facts.read(cluster)), trouble: null };
    } catch (error) {
      if (redisTroubleOf(error) === null) throw error;
      return { facts: this.facts.withoutRedis(cluster), history: null, trouble: error as Error };
    }
  }

  /** Brings what Redis holds, and what was sent, in line with the conditions that hold now. */
  private async keep(
    cluster: string,
    conditions: readonly AlertCondition[],
    { facts, history }: Seen,
  ): Promise<void> {
    const isSilenced = await this.care.silencesOf(cluster);
    const raised = new Map((await this.store.raised(cluster)).map((each) => [alertKey(each.alert), each]));
    this.stored.set(
      cluster,
      [...raised].filter(([, { told }]) => told).map(([key]) => key),
    );
    for (const condition of conditions) await this.raise(cluster, condition, { facts, raised, isSilenced });
    const wanted = new Set(conditions.map(alertKey));
    for (const [key, each] of raised)
      if (!wanted.has(key) && !lingers(each.alert, facts)) await this.clear(each, isSilenced(each.alert));
    for (const alert of this.unstored.of(cluster)) await this.endUnstored(alert, wanted);
    if (history) await this.tellCompleted(cluster, history);
  }

  /** Redis was in trouble when it was raised, and is not now. */
  private async endUnstored(alert: Alert, wanted: ReadonlySet<string>): Promise<void> {
    if (!wanted.has(alertKey(alert))) await this.notifier.resolved(alert);
    this.unstored.forget(alert);
  }

  private async raise(
    cluster: string,
    { since, ...condition }: AlertCondition,
    { facts, raised, isSilenced }: Known,
  ): Promise<void> {
    const before = raised.get(alertKey(condition));
    const sent = this.unstored.find(cluster, condition);
    const begun = before?.alert.since ?? sent?.since ?? new Date(since ?? facts.now).toISOString();
    const alert: Alert = { cluster, ...condition, since: begun };
    if (!before && !(await this.store.raise(alert))) return;
    const told = (before?.told ?? false) || sent !== null;
    // What a silence holds back is sent when the silence is over, if it is still raised then.
    const tells = told || !isSilenced(alert);
    if (before?.told === tells && before.alert.message === alert.message) return;
    if (!told && tells) await this.notifier.raised(alert);
    await this.store.update({ alert, told: tells });
  }

  /** The end of an alert is sent, too, unless no target was notified of its beginning because of a silence. */
  private async clear({ alert, told }: RaisedAlert, silenced: boolean): Promise<void> {
    // The process that raised it may have died while sending it. Then its receivers are unknown, and its end alone tells them nothing.
    if (!told && !silenced) await this.notifier.raised(alert);
    if (told || !silenced) await this.notifier.resolved(alert);
    await this.store.clear(alert);
  }

  /** For targets that want good news. */
  private async tellCompleted(cluster: string, { lastSuccess }: History): Promise<void> {
    if (!lastSuccess || (await this.store.completedRun(cluster)) === lastSuccess.runId) return;
    await this.notifier.completed(lastSuccess);
    await this.store.noteCompletedRun(cluster, lastSuccess.runId);
  }

  private lasting(cluster: string, conditions: readonly AlertCondition[]): AlertCondition[] {
    const before = this.looks.get(cluster);
    const now = new Map<string, number>();
    // What is no longer seen is counted from the start when it comes back.
    this.looks.set(cluster, now);
    return conditions.filter((condition) => {
      const needed = LOOKS[condition.kind] ?? 1;
      if (needed === 1) return true;
      const key = alertKey(condition);
      const looks = (before?.get(key) ?? 0) + 1;
      now.set(key, looks);
      return looks >= needed;
    });
  }
}
