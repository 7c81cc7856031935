import { Injectable, Logger } from '@nestjs/common';
import type { Alert } from '#contracts';
import { alertKey } from '#redis';
import type { AlertCondition } from '#domain';
import { Notifier } from '../notifications/notifier.ts';

/** A target that could not be reached is tried again after this time (ms). */
const AGAIN_MS = 60_000;

interface Unstored {
  alert: Alert;
  /** Names of the targets that heard of it. */
  told: Set<string>;
  triedAt: number;
}

/**
 * Alerts that Redis could not take. They are sent by this process itself, to each target once, and forgotten when Redis
 * has them or their cause is gone. Every coordinator does so on its own: a receiver may hear of one from each.
 */
@Injectable()
export class UnstoredAlerts {
  private readonly logger = new Logger('Alerts');
  private readonly alerts = new Map<string, Map<string, Unstored>>();

  constructor(private readonly notifier: Notifier) {}

  /** Those of one cluster. */
  of(cluster: string): Alert[] {
    return [...this.known(cluster).values()].map(({ alert }) => alert);
  }

  /** The alert as it was sent; null when Redis has it, or it was never raised. */
  find(cluster: string, condition: Pick<AlertCondition, 'kind' | 'subject'>): Alert | null {
    return this.known(cluster).get(alertKey(condition))?.alert ?? null;
  }

  /**
   * Takes the conditions of a cluster that hold now, and sends what was not sent yet. Idempotent.
   * @param stored whether Redis has an alert already, as far as this process knows
   */
  async raise(
    cluster: string,
    conditions: readonly AlertCondition[],
    stored: ReadonlySet<string>,
  ): Promise<void> {
    const known = this.known(cluster);
    for (const { since, ...condition } of conditions) {
      const key = alertKey(condition);
      if (stored.has(key)) continue;
      const begun = known.get(key)?.alert.since ?? new Date(since ?? Date.now()).toISOString();
      const entry = known.get(key) ?? { told: new Set(), triedAt: -Infinity };
      const kept: Unstored = { ...entry, alert: { cluster, ...condition, since: begun } };
      known.set(key, kept);
      await this.send(kept);
    }
    const wanted = new Set(conditions.map(alertKey));
    for (const [key, { alert, told }] of known) {
      if (wanted.has(key)) continue;
      known.delete(key);
      await this.notifier.resolvedNow(alert, told);
    }
  }

  /** Redis has it now, or its end was sent. Idempotent. */
  forget(alert: Pick<Alert, 'cluster' | 'kind' | 'subject'>): void {
    this.known(alert.cluster).delete(alertKey(alert));
  }

  private async send(kept: Unstored): Promise<void> {
    if (performance.now() - kept.triedAt < AGAIN_MS) return;
    kept.triedAt = performance.now();
    if (kept.told.size === 0)
      this.logger.error(`${kept.alert.cluster}: ${kept.alert.message} (Redis could not keep this alert)`);
    await this.notifier.raisedNow(kept.alert, kept.told);
  }

  private known(cluster: string): Map<string, Unstored> {
    const known = this.alerts.get(cluster) ?? new Map<string, Unstored>();
    this.alerts.set(cluster, known);
    return known;
  }
}
