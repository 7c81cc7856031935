import { setTimeout as sleep } from 'node:timers/promises';
import { startSimulator, type Action, type Simulator } from '../../apps/simulator/src/index.ts';
import { Api } from './api.ts';
import { startWhole, type Closers } from './closers.ts';
import type { EngineName } from '#search';
import { provideElasticsearch, type TestElasticsearch } from './elasticsearch.ts';
import { provideOpenSearch } from './opensearch.ts';
import { instancesIn, tasksIn } from './elasticsearch-contents.ts';
import { exporterPhases } from './management.ts';
import type { FullWorld } from './full-world.ts';
import { ALL_APPS, HoldfastProcesses } from './holdfast.ts';
import { Operator } from './operator.ts';
import { freePort } from './ports.ts';
import { behind, exportedPositions, partitionPositions } from './positions.ts';
import { json, type RealCluster } from './real-cluster.ts';
import { RedisProcess } from './redis.ts';
import { S3Store } from './s3-store.ts';

const NAME = 'a';
const REPOSITORY = 'camunda';
const PROCESS = 'loan-request';
const AT_ONCE = 4;
/** How long importers may take on a busy machine (ms). */
const IMPORT_PATIENCE_MS = 120_000;

/** Small, so that a part takes the time that Elasticsearch needs and not one that the simulator waits for. */
const settings = {
  zeebe: { appearDelayMs: 100, partitionStaggerMs: 50, partitionDurationMs: 200, restoreDurationMs: 500 },
  operate: { appearDelayMs: 100, partGapMs: 50 },
  tasklist: { appearDelayMs: 100, partGapMs: 50 },
  optimize: { appearDelayMs: 100, partGapMs: 50 },
};

const PROVIDE = {
  elasticsearch: () => provideElasticsearch(),
  opensearch: () => provideOpenSearch(),
} satisfies Record<EngineName, () => Promise<TestElasticsearch>>;

/** A simulated Camunda 8.6.0 whose records, documents, snapshots and backups are in real stores. */
export class StoresWorld implements FullWorld {
  readonly name = NAME;
  readonly title: string;
  readonly api: Api;
  readonly cluster: RealCluster;
  private seeded = 0;

  private constructor(
    readonly redis: RedisProcess,
    readonly holdfast: HoldfastProcesses,
    readonly s3: S3Store,
    private readonly rest: {
      simulator: Simulator;
      elasticsearch: TestElasticsearch;
      engine: EngineName;
      address: string;
      closers: Closers;
    },
  ) {
    const urls = rest.simulator.clusters[NAME];
    if (urls === undefined) throw new Error('the simulator has no such cluster');
    const { zeebe, operate, tasklist } = urls;
    this.title = `simulated Camunda in front of real stores (${rest.engine})`;
    this.api = new Api(rest.address);
    this.cluster = {
      elasticsearch: rest.elasticsearch.url,
      repository: REPOSITORY,
      zeebe,
      gateway: zeebe,
      operate,
      tasklist,
    };
  }

  /** Starts everything and fills the cluster with process instances. */
  static create(instances: number, engine: EngineName = 'elasticsearch'): Promise<StoresWorld> {
    return startWhole((closers) => StoresWorld.start(instances, engine, closers));
  }

  private static async start(instances: number, engine: EngineName, closers: Closers): Promise<StoresWorld> {
    const s3 = await S3Store.start();
    closers.add(() => s3.close());
    const redis = await RedisProcess.create();
    closers.add(() => redis.stop());
    const elasticsearch = await PROVIDE[engine]();
    closers.add(() => elasticsearch.stop());
    await registerRepository(elasticsearch);
    const simulator = await startSimulator({
      clusters: {
        [NAME]: {
          repository: REPOSITORY,
          stores: { [engine]: elasticsearch.url, s3: s3.access },
          settings,
        },
      },
    });
    closers.add(() => simulator.close());
    const operator = new Operator();
    closers.add(() => operator.close());
    const port = await freePort();
    const holdfast = new HoldfastProcesses(redis.url, {
      http: { port },
      clusters: [clusterOf(simulator, { engine, url: elasticsearch.url }, operator)],
    });
    closers.add(() => holdfast.stopAll());
    const address = `http://127.0.0.1:${port}`;
    const world = new StoresWorld(redis, holdfast, s3, {
      ...{ simulator, elasticsearch, engine, address, closers },
    });
    await world.seed(instances);
    await Promise.all(ALL_APPS.map((app) => holdfast.start(app)));
    return world;
  }

  get simulator(): Simulator {
    return this.rest.simulator;
  }

  get optimize(): string {
    return this.rest.simulator.clusters[NAME]?.optimize ?? '';
  }

  phases(): Promise<string[]> {
    return exporterPhases(this.cluster.zeebe);
  }

  /** Something that is done to the cluster from outside of it. */
  async act(action: Action): Promise<void> {
    await json(`${this.rest.simulator.controlUrl}/clusters/${NAME}/actions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(action),
    });
  }

  async seed(instances: number): Promise<void> {
    const before = await this.imported();
    await this.start(instances);
    await this.until(async () => {
      const now = await this.imported();
      return now.every((count, index) => count === (before[index] ?? 0) + instances);
    }, `${instances} more instances are not in Operate and Tasklist`);
    await this.settled();
  }

  /** Starts instances, and does not wait for anything to be exported. */
  async start(instances: number): Promise<void> {
    let left = instances;
    const oneAfterTheOther = async () => {
      while (left > 0) {
        left -= 1;
        const number = (this.seeded += 1);
        const variables = { request: number, amount: 1_000 + number };
        await json(`${this.cluster.gateway}/v2/process-instances`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ processDefinitionId: PROCESS, variables }),
        });
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, oneAfterTheOther));
  }

  /** Waits until every exporter and importer has read all there is; asked of Zeebe and of Elasticsearch. */
  settled(): Promise<void> {
    return this.until(
      async () => (await behind(this.cluster)).length === 0,
      'exporters or importers are behind',
    );
  }

  /** Waits until every record that Zeebe has written by now is in Elasticsearch, acknowledged or not. */
  async exported(): Promise<void> {
    const written = await partitionPositions(this.cluster);
    await this.until(async () => {
      const exported = await exportedPositions(this.cluster);
      return Object.entries(written).every(([id, { processedPosition }]) =>
        [...exported].some(
          ([key, position]) => key.startsWith(`${id}-`) && position >= processedPosition - 1,
        ),
      );
    }, 'records are not exported');
  }

  async loseCamunda(): Promise<void> {
    await this.act({ action: 'stopCamunda', durationMs: 0 });
    await this.act({ action: 'wipeBroker', broker: 0 });
  }

  close(): Promise<void> {
    return this.rest.closers.close();
  }

  private async imported(): Promise<number[]> {
    const { elasticsearch } = this.cluster;
    return [(await instancesIn(elasticsearch)).total, (await tasksIn(elasticsearch)).total];
  }

  private async until(condition: () => Promise<boolean>, complaint: string): Promise<void> {
    const deadline = Date.now() + IMPORT_PATIENCE_MS;
    while (!(await condition())) {
      if (Date.now() > deadline) throw new Error(`${complaint}: ${(await behind(this.cluster)).join(', ')}`);
      await sleep(200);
    }
  }
}

async function registerRepository({ url, location }: TestElasticsearch): Promise<void> {
  await json(`${url}/_snapshot/${REPOSITORY}`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ type: 'fs', settings: { location, compress: true } }),
  });
}

function clusterOf(
  simulator: Simulator,
  engine: { engine: EngineName; url: string },
  operator: Operator,
): Record<string, unknown> {
  const urls = simulator.clusters[NAME];
  return {
    name: NAME,
    zeebe: { management: urls?.zeebe, brokers: urls?.brokers },
    operate: { management: urls?.operate },
    tasklist: { management: urls?.tasklist },
    optimize: { management: urls?.optimize },
    records: { ...engine, repository: REPOSITORY },
    pauseBudget: '2m',
    restore: operator.commands(NAME, simulator.controlUrl, { timeout: '3m' }),
  };
}
