import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import type { Alert } from '#contracts';
import { SetNotes, RunStore } from '#redis';
import { ClusterMetrics, Metrics } from '#observability';
import { within } from '#engine';
import { timeOf } from '#domain';
import { CatalogueService } from '../catalogue/catalogue.service.ts';
import { ClusterHistory } from '../runs/cluster-history.ts';

/** How long a scrape waits for records, and for components that are asked for sets (ms). */
const RECORDS_MS = 2_000;
const SETS_MS = 4_000;
/** Sets are read again when a run has ended, and after this time, since other tools may take and delete some, too (ms). */
const SETS_AGE_MS = 60_000;

/** What is on record of every cluster, read again for every scrape, so that a restart shows it at once. */
@Injectable()
export class ClusterGauges implements OnModuleInit {
  private readonly logger = new Logger(ClusterGauges.name);
  private readonly gauges: ClusterMetrics;
  /** Of each cluster, after which run and when its sets were read last. */
  private readonly setsRead = new Map<string, { after: string; at: number }>();

  // eslint-disable-next-line max-params -- one per collaborator, as Nest injects them
  constructor(
    private readonly metrics: Metrics,
    private readonly store: RunStore,
    private readonly histories: ClusterHistory,
    private readonly catalogue: CatalogueService,
    private readonly notes: SetNotes,
  ) {
    this.gauges = new ClusterMetrics(metrics.registry);
    metrics.onCluster((cluster) => {
      this.setsRead.delete(cluster.name);
      this.gauges.begin(cluster);
    });
  }

  onModuleInit(): void {
    this.metrics.onScrape(async () => {
      await Promise.all(this.metrics.clusters.map(({ name }) => this.refresh(name)));
    });
  }

  /** Every alert of every cluster, as it is now. */
  alertsRaised(raised: readonly Alert[]): void {
    this.gauges.alertsRaised(raised);
  }

  private async refresh(cluster: string): Promise<void> {
    try {
      const after = await within(RECORDS_MS, this.readRecords(cluster));
      await within(SETS_MS, this.readSets(cluster, after));
    } catch (error) {
      // What was read before stays: Prometheus would take a gap for an absence.
      this.logger.debug(`${cluster}: gauges are not fresh: ${(error as Error).message}`);
    }
  }

  /** @returns the run that ended last */
  private async readRecords(cluster: string): Promise<string> {
    const [history, lock, verified] = await Promise.all([
      this.histories.of(cluster),
      this.store.lock(cluster),
      this.notes.lastVerified(cluster),
    ]);
    this.gauges.held(cluster, lock !== null);
    this.gauges.lastBackup(cluster, history.lastBackup && history.lastBackup.outcome === 'completed');
    this.gauges.lastTimes(cluster, {
      attempt: timeOf(history.lastAttempt?.requestedAt),
      success: timeOf(history.lastSuccess?.finishedAt),
      failure: timeOf(history.lastFailure?.finishedAt),
      verified: timeOf(verified),
      restored: timeOf(history.lastRestore?.finishedAt),
    });
    return history.last?.runId ?? '';
  }

  private async readSets(cluster: string, after: string): Promise<void> {
    const before = this.setsRead.get(cluster);
    if (before?.after === after && Date.now() - before.at < SETS_AGE_MS) return;
    const sets = await this.catalogue.all(cluster);
    this.gauges.setsSeen(
      cluster,
      sets.flatMap(({ set }) => set?.state ?? []),
    );
    const newest = sets.find(({ set }) => set?.state === 'complete');
    const view = newest && (await this.catalogue.find(cluster, newest.backupId));
    if (view?.set?.sizeBytes != null) this.gauges.newestSize(cluster, view.set.sizeBytes);
    this.setsRead.set(cluster, { after, at: Date.now() });
  }
}
