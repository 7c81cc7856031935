import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { HoldfastConfig } from '#config';
import type { Alert } from '#contracts';
import { AlertStore } from '#coordination';
import { ALERT_SEVERITIES } from '#domain';
import { Metrics } from '#observability';
import { CONFIG } from '#step-worker';
import { ClusterGauges } from '../observing/cluster-gauges.ts';

/** The alerts that are raised now. */
@Injectable()
export class AlertsService implements OnModuleInit {
  constructor(
    @Inject(AlertStore) private readonly store: AlertStore,
    @Inject(CONFIG) private readonly config: HoldfastConfig,
    @Inject(Metrics) private readonly metrics: Metrics,
    @Inject(ClusterGauges) private readonly gauges: ClusterGauges,
  ) {}

  onModuleInit(): void {
    this.metrics.onScrape(async () => {
      this.gauges.alertsRaised(await this.all(this.config.clusters.map(({ name }) => name)));
    });
  }

  /** Of one cluster, the worst first, then the oldest. @throws ioredis' error while Redis is away */
  async current(cluster: string): Promise<Alert[]> {
    const raised = await this.store.raised(cluster);
    const rank = ({ severity }: Alert): number => -ALERT_SEVERITIES.indexOf(severity);
    return raised
      .map(({ alert }) => alert)
      .sort((a, b) => rank(a) - rank(b) || Date.parse(a.since) - Date.parse(b.since));
  }

  async all(clusters: readonly string[]): Promise<Alert[]> {
    return (await Promise.all(clusters.map((cluster) => this.current(cluster)))).flat();
  }
}
