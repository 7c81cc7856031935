import type { Client } from '@elastic/elasticsearch';
import type { ClusterContext } from '../../cluster/cluster.context.ts';
import type { S3Config, StoresConfig } from '../../config/simulator.schema.ts';
import { RecordLogs } from '../../engine/record-logs.ts';
import { Exporter } from '../../exporter/exporter.ts';
import type { Documents } from '../../importers/imported-record.ts';
import { Importer } from '../../importers/importer.ts';
import { operateDocuments } from '../../importers/operate.documents.ts';
import { optimizeDocuments } from '../../importers/optimize.documents.ts';
import { tasklistDocuments } from '../../importers/tasklist.documents.ts';
import { historyTemplates } from '../../profiles/8.8/history-layout.ts';
import { defaultTemplates } from '../../config/default-templates.ts';
import type { PartLayout } from '../../web-apps/part-layout.ts';
import { webAppNames } from '../../web-apps/web-app.state.ts';
import type { PartsOwner, WebAppName } from '../../web-apps/web-app.state.ts';
import { MemoryBackupStore } from '../../zeebe/memory-backup-store.ts';
import type { PartitionsMachine } from '../../zeebe/partitions.machine.ts';
import type { ClusterStores } from '../cluster-stores.port.ts';
import { BackupObjects } from './backup-objects.ts';
import { engineClient, reasonOf } from './search-engine.ts';
import { Loop } from './loop.ts';
import { S3BackupStore } from './s3-backup-store.ts';
import { StoredParts } from './stored-parts.ts';

/** Pauses of the exporter and of the importers when there is nothing to do (ms). */
const exportEvery = 100;
const importEvery = 250;

const documents: Readonly<Record<WebAppName, Documents>> = {
  operate: operateDocuments,
  tasklist: tasklistDocuments,
  optimize: optimizeDocuments,
};

/** A real search engine and a real S3 store. Connections are opened with the first request. */
export class RealStores implements ClusterStores {
  readonly logs: RecordLogs;
  readonly parts: Readonly<Record<WebAppName, StoredParts>>;
  readonly history: StoredParts;
  readonly backups: S3BackupStore | MemoryBackupStore;
  private readonly elasticsearch: Client;
  private readonly objects: BackupObjects | undefined;
  private readonly closing = new AbortController();
  private loops: Loop[] = [];

  constructor(
    private readonly cluster: ClusterContext,
    private readonly config: StoresConfig,
    layouts: Readonly<Record<PartsOwner, PartLayout>>,
  ) {
    this.elasticsearch = engineClient(config);
    this.logs = new RecordLogs(cluster);
    const parts = (app: PartsOwner) => {
      const owner = { app, layout: layouts[app], templates: templatesOf(app, cluster) };
      return new StoredParts(owner, cluster, this.elasticsearch, this.closing.signal);
    };
    this.parts = { operate: parts('operate'), tasklist: parts('tasklist'), optimize: parts('optimize') };
    this.history = parts('webapps');
    this.objects = config.s3 && new BackupObjects(config.s3);
    // Without an S3 store there is no Zeebe either, and nothing ever asks.
    this.backups =
      this.objects === undefined
        ? new MemoryBackupStore(cluster)
        : new S3BackupStore(cluster, this.objects, this.logs);
  }

  /** @throws Error when the engine, or the bucket, cannot be reached */
  async open(partitions: PartitionsMachine): Promise<void> {
    const { s3, elasticsearch, opensearch } = this.config;
    const engine = opensearch ?? elasticsearch ?? '';
    const apps = webAppNames.filter((app) => this.cluster.config.components.includes(app));
    for (const app of apps) {
      // Parts that an earlier process of the simulator had not started by its end.
      this.parts[app].restart();
      if (!this.cluster.isStopped(app)) await reached(engine, () => this.parts[app].start());
    }
    if (this.hasHistory) await this.openHistory(engine);
    if (s3 !== undefined) await this.requireBucket(s3);
    this.loops = apps.map((app) => this.importing(app));
    if (this.cluster.config.components.includes('zeebe')) this.loops.push(this.exporting(partitions));
    for (const loop of this.loops) loop.open();
  }

  async settled(): Promise<void> {
    await this.cluster.started();
    await Promise.all(this.loops.map((loop) => loop.settled()));
    if (this.backups instanceof S3BackupStore) await this.backups.settled();
  }

  async close(): Promise<void> {
    this.closing.abort();
    await Promise.all(this.loops.map((loop) => loop.close()));
    if (this.backups instanceof S3BackupStore) await this.backups.settled();
    await this.elasticsearch.close();
    await this.objects?.close();
  }

  private importing(app: WebAppName): Loop {
    const importer = new Importer(app, this.cluster, this.elasticsearch, documents[app]);
    return this.loop(app, () => importer.round(), importEvery);
  }

  private exporting(partitions: PartitionsMachine): Loop {
    const exporter = new Exporter(this.cluster, this.elasticsearch, { partitions, logs: this.logs });
    const round = async () => {
      // The first broker that is up makes the indices of the history; nothing is written before.
      if (this.hasHistory) await this.cluster.started();
      return this.isRecovering ? false : exporter.round();
    };
    return this.loop('zeebe', round, exportEvery);
  }

  /** 8.10: its partitions neither process nor export. */
  private get isRecovering(): boolean {
    return Object.values(this.cluster.state.configuration?.modes ?? {}).includes('RECOVERING');
  }

  private get hasHistory(): boolean {
    return this.cluster.config.components.includes('webapps');
  }

  private async openHistory(engine: string): Promise<void> {
    this.history.restart();
    const brokers = this.cluster.state.zeebe.brokers.map(({ id }) => `broker-${id}`);
    if (brokers.every((broker) => this.cluster.isStopped(broker))) return;
    await reached(engine, () => this.history.start());
  }

  /** When it begins to fail, and when it works again, is in the effect log. */
  private loop(component: string, round: () => Promise<boolean>, pauseMs: number): Loop {
    const what = component === 'zeebe' ? 'export' : 'import';
    return new Loop(round, pauseMs, (reason) =>
      this.cluster.record(component, 'component', {
        event: reason === null ? `${what} works again` : `${what} fails`,
        ...(reason !== null && { reason: reasonOf(reason) }),
      }),
    );
  }

  private async requireBucket({ endpoint, bucket }: S3Config): Promise<void> {
    await reached(`${endpoint} (bucket ${bucket})`, async () => {
      await this.objects?.list();
    });
  }
}

const templatesOf = (app: PartsOwner, { config }: ClusterContext) =>
  app === 'webapps'
    ? historyTemplates(config)
    : defaultTemplates().filter(({ name }) => name.startsWith(`${app}-`));

async function reached(address: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    throw new Error(`the store at ${address} cannot be used: ${reasonOf(error)}`, { cause: error });
  }
}
