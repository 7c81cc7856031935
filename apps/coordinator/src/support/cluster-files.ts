import { Injectable } from '@nestjs/common';
import { RunStore } from '#redis';
import { ClusterClients } from '#engine';
import type { RunRecord } from '#domain';
import { CatalogueService } from '../catalogue/catalogue.service.ts';
import { Clusters } from '../clusters/clusters.ts';
import { ExportingService } from '../exporting/exporting.service.ts';
import { RetentionService } from '../retention/retention.service.ts';
import { SchedulesService } from '../schedules/schedules.service.ts';
import { AlertsService } from '../alerts/alerts.service.ts';
import type { BundleFile } from './bundle-file.ts';

const RUNS = 50;
const JOURNALS = 10;
const ENTRIES = 2_000;
const CALL = { timeoutMs: 5_000, caller: 'holdfast (support bundle)' };

/** What a bundle has of one cluster: what is on record, and what its components say right now. */
@Injectable()
export class ClusterFiles {
  // eslint-disable-next-line max-params -- one per collaborator, as Nest injects them
  constructor(
    private readonly store: RunStore,
    private readonly clients: ClusterClients,
    private readonly clusters: Clusters,
    private readonly catalogue: CatalogueService,
    private readonly exporting: ExportingService,
    private readonly alerts: AlertsService,
    private readonly schedules: SchedulesService,
    private readonly retention: RetentionService,
  ) {}

  async list(cluster: string): Promise<BundleFile[]> {
    const of = (name: string, read: () => unknown): BundleFile => ({
      name: `clusters/${cluster}/${name}`,
      read,
    });
    const runs = await this.store.list(cluster, { limit: RUNS }).catch((): RunRecord[] => []);
    return [
      of('runs.json', () => this.store.list(cluster, { limit: RUNS })),
      of('sets.json', () => this.catalogue.list(cluster, { limit: RUNS })),
      of('schedules.json', () => this.schedules.list(cluster)),
      of('retention.json', () => this.retention.preview(this.clusters.find(cluster))),
      of('alerts.json', () => this.alerts.current(cluster)),
      of('lock.json', async () => ({
        lock: await this.store.lock(cluster),
        fence: await this.store.fence(cluster),
        pauseIntent: await this.store.pauseIntent(cluster),
      })),
      of('exporting.json', () => this.exporting.read(cluster)),
      ...runs
        .slice(0, JOURNALS)
        .map(({ kind, number }) =>
          of(`journals/${kind}-${number}.jsonl`, () => this.journal(cluster, number)),
        ),
      ...this.answers(cluster).map(({ name, read }) => of(`answers/${name}`, read)),
    ];
  }

  private async journal(cluster: string, number: number): Promise<string> {
    const events = await this.store.journal(cluster, number, { after: '0', limit: ENTRIES });
    return events.map((event) => `${JSON.stringify(event)}\n`).join('');
  }

  private answers(cluster: string): BundleFile[] {
    const { diagnostics, records } = this.clients.of(cluster);
    return [
      ...diagnostics.map((each) => ({
        name: `${each.name}.json`,
        read: async () => ({ path: each.path, ...(await each.read(CALL)) }),
      })),
      { name: 'store-info.json', read: () => records.ping(CALL) },
      { name: 'store-running-snapshots.json', read: () => records.runningSnapshots(undefined, CALL) },
    ];
  }
}
