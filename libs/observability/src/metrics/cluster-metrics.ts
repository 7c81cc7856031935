import { Gauge, type Registry } from 'prom-client';
import { SET_STATES, type AlertKind, type AlertSeverity, type SetState } from '#domain';
import type { MeasuredCluster } from './measured-cluster.ts';

/** The last times of something, in ms since the epoch; null for never on record. */
export interface LastTimes {
  attempt: number | null;
  success: number | null;
  failure: number | null;
  verified: number | null;
  restored: number | null;
}

const TIMES: Record<keyof LastTimes, [name: string, help: string]> = {
  attempt: ['backup_last_attempt', 'When the newest backup was asked for'],
  success: ['backup_last_success', 'When the newest completed backup ended'],
  failure: ['backup_last_failure', 'When the newest failed or rejected backup ended'],
  verified: ['verify_last_success', 'When a set was last verified and found good'],
  restored: ['restore_last_success', 'When the newest completed restore ended'],
};

/**
 * What is on record for each cluster, as the coordinator reads it at intervals. Times, not ages: Prometheus knows what time it is, and a
 * coordinator that hangs does not make a backup look fresh. 0 stands for never.
 */
export class ClusterMetrics {
  private readonly times: Record<keyof LastTimes, Gauge<'cluster'>>;
  private readonly lastResult: Gauge<'cluster'>;
  private readonly lockHeld: Gauge<'cluster'>;
  private readonly sets: Gauge<'cluster' | 'state'>;
  private readonly size: Gauge<'cluster'>;
  private readonly alerts: Gauge<'cluster' | 'kind' | 'severity'>;

  constructor(registry: Registry) {
    const registers = [registry];
    const labelNames = ['cluster'] as const;
    const gauge = (name: string, help: string): Gauge<'cluster'> =>
      new Gauge({ name: `holdfast_${name}`, help, labelNames, registers });
    this.times = Object.fromEntries(
      Object.entries(TIMES).map(([key, [name, help]]) => [
        key,
        gauge(`${name}_timestamp_seconds`, `${help}; 0 for never`),
      ]),
    ) as typeof this.times;
    this.lastResult = gauge(
      'backup_last_result',
      '1 when the newest backup that ended was completed, 0 when not',
    );
    this.lockHeld = gauge('lock_held', '1 while a run holds the cluster');
    this.size = gauge('backup_size_bytes', 'Of all snapshots of the newest completed backup');
    this.sets = new Gauge({
      name: 'holdfast_backups',
      help: 'Stored sets by state, including foreign ones',
      labelNames: ['cluster', 'state'],
      registers,
    });
    this.alerts = new Gauge({
      name: 'holdfast_alerts',
      help: 'Alerts that are raised now',
      labelNames: ['cluster', 'kind', 'severity'],
      registers,
    });
  }

  begin({ name: cluster }: MeasuredCluster): void {
    for (const each of Object.values(this.times)) each.set({ cluster }, 0);
    this.lockHeld.set({ cluster }, 0);
  }

  lastTimes(cluster: string, times: LastTimes): void {
    for (const [key, at] of Object.entries(times))
      this.times[key as keyof LastTimes].set({ cluster }, (at ?? 0) / 1000);
  }

  /** @param completed null when no backup has ended yet: then there is no such series */
  lastBackup(cluster: string, completed: boolean | null): void {
    if (completed !== null) this.lastResult.set({ cluster }, completed ? 1 : 0);
  }

  held(cluster: string, held: boolean): void {
    this.lockHeld.set({ cluster }, held ? 1 : 0);
  }

  setsSeen(cluster: string, states: readonly SetState[]): void {
    for (const state of SET_STATES)
      this.sets.set({ cluster, state }, states.filter((each) => each === state).length);
  }

  newestSize(cluster: string, bytes: number): void {
    this.size.set({ cluster }, bytes);
  }

  /** Every alert of every cluster, as it is now. */
  alertsRaised(raised: readonly { cluster: string; kind: AlertKind; severity: AlertSeverity }[]): void {
    this.alerts.reset();
    for (const { cluster, kind, severity } of raised) this.alerts.inc({ cluster, kind, severity });
  }
}
