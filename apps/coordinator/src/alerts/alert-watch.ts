import { Inject, Injectable } from '@nestjs/common';
import type { ClusterConfig } from '#config';
import type { Alert } from '#contracts';
import { alertKey, AlertStore, type RaisedAlert } from '#coordination';
import { assessAlerts, lingers, type AlertCondition, type AlertFacts } from '#domain';
import { ClusterBeat, RunAccess } from '#step-worker';
import type { History } from '../history/cluster-history.ts';
import { Notifier } from '../notifications/notifier.ts';
import { AlertFactsReader } from './alert-facts.reader.ts';

const EVERY_MS = 5_000;
/** A queue is without a worker while that one restarts: an alert only at so many looks in a row. */
const LOOKS = 6;

/**
 * Raises alerts, has people told of them, and clears them when their cause is gone. Every coordinator does it: who raises
 * first wins, what is told has a name that is told once, and what one did not get to say before it died the next one says.
 */
@Injectable()
export class AlertWatch extends ClusterBeat {
  /** How often in a row a condition was seen that may pass by itself. */
  private readonly looks = new Map<string, number>();

  constructor(
    @Inject(RunAccess) access: RunAccess,
    @Inject(AlertFactsReader) private readonly facts: AlertFactsReader,
    @Inject(AlertStore) private readonly store: AlertStore,
    @Inject(Notifier) private readonly notifier: Notifier,
  ) {
    super(access.config.clusters, EVERY_MS);
  }

  protected async look(cluster: ClusterConfig): Promise<void> {
    const { facts, history } = await this.facts.read(cluster);
    const conditions = this.lasting(cluster.name, assessAlerts(facts));
    const raised = new Map(
      (await this.store.raised(cluster.name)).map((each) => [alertKey(each.alert), each]),
    );
    for (const condition of conditions) await this.raise(cluster.name, condition, { facts, raised });
    const wanted = new Set(conditions.map(alertKey));
    for (const [key, { alert, told }] of raised)
      if (!wanted.has(key) && !lingers(alert, facts)) await this.clear(alert, told);
    await this.tellCompleted(cluster.name, history);
  }

  private async raise(
    cluster: string,
    { since, ...condition }: AlertCondition,
    { facts, raised }: { facts: AlertFacts; raised: ReadonlyMap<string, RaisedAlert> },
  ): Promise<void> {
    const before = raised.get(alertKey(condition));
    const begun = before?.alert.since ?? new Date(since ?? facts.now).toISOString();
    const alert: Alert = { cluster, ...condition, since: begun };
    if (!before && !(await this.store.raise(alert))) return;
    if (before?.told && before.alert.message === alert.message) return;
    if (!before?.told) await this.notifier.raised(alert);
    await this.store.update({ alert, told: true });
  }

  private async clear(alert: Alert, told: boolean): Promise<void> {
    // Whoever raised it may have died while telling it: then nobody knows who heard of it, and its end alone says nothing.
    if (!told) await this.notifier.raised(alert);
    await this.notifier.resolved(alert);
    await this.store.clear(alert);
  }

  /** For whoever waits for good news. */
  private async tellCompleted(cluster: string, { lastSuccess }: History): Promise<void> {
    if (!lastSuccess || (await this.store.completedRun(cluster)) === lastSuccess.runId) return;
    await this.notifier.completed(lastSuccess);
    await this.store.noteCompletedRun(cluster, lastSuccess.runId);
  }

  private lasting(cluster: string, conditions: readonly AlertCondition[]): AlertCondition[] {
    const seen = new Set<string>();
    const lasting = conditions.filter((condition) => {
      if (condition.kind !== 'worker-missing') return true;
      const key = `${cluster}|${alertKey(condition)}`;
      seen.add(key);
      const looks = (this.looks.get(key) ?? 0) + 1;
      this.looks.set(key, looks);
      return looks >= LOOKS;
    });
    for (const key of this.looks.keys())
      if (key.startsWith(`${cluster}|`) && !seen.has(key)) this.looks.delete(key);
    return lasting;
  }
}
