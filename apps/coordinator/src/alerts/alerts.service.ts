import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { HoldfastConfig } from '#config';
import type { Alert, AlertView } from '#contracts';
import { alertKey, AlertStore } from '#redis';
import { ALERT_SEVERITIES } from '#domain';
import { Metrics } from '#observability';
import { CONFIG } from '#engine';
import { ClusterGauges } from '../gauges/cluster-gauges.ts';
import { AlertCare } from './alert-care.ts';
import { UnstoredAlerts } from './unstored-alerts.ts';

/** The alerts that are raised now. */
@Injectable()
export class AlertsService implements OnModuleInit {
  // eslint-disable-next-line max-params -- one per collaborator, as Nest injects them
  constructor(
    private readonly store: AlertStore,
    private readonly unstored: UnstoredAlerts,
    @Inject(CONFIG) private readonly config: HoldfastConfig,
    private readonly metrics: Metrics,
    private readonly gauges: ClusterGauges,
    private readonly care: AlertCare,
  ) {}

  onModuleInit(): void {
    this.metrics.onScrape(async () => {
      this.gauges.alertsRaised(await this.all(this.config.clusters.map(({ name }) => name)));
    });
  }

  /**
   * Of one cluster, the worst first, then the oldest; among them those that Redis could not keep.
   * @throws ioredis' error while Redis is down, unless this process has raised alerts of its own meanwhile
   */
  async current(cluster: string): Promise<AlertView[]> {
    const alerts = await this.raised(cluster);
    if (alerts.length === 0) return [];
    const views = await this.care.about(cluster);
    return alerts.map(views);
  }

  async all(clusters: readonly string[]): Promise<AlertView[]> {
    return (await Promise.all(clusters.map((cluster) => this.current(cluster)))).flat();
  }

  private async raised(cluster: string): Promise<Alert[]> {
    const unstored = this.unstored.of(cluster);
    const stored = await this.store.raised(cluster).catch((error: unknown) => {
      if (unstored.length === 0) throw error;
      return [];
    });
    const kept = new Set(stored.map(({ alert }) => alertKey(alert)));
    const raised = [
      ...stored,
      ...unstored.map((alert) => ({ alert })).filter(({ alert }) => !kept.has(alertKey(alert))),
    ];
    const rank = ({ severity }: Alert): number => -ALERT_SEVERITIES.indexOf(severity);
    return raised
      .map(({ alert }) => alert)
      .sort((a, b) => rank(a) - rank(b) || Date.parse(a.since) - Date.parse(b.since));
  }
}
