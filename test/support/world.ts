import { spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  startSimulator,
  type Action,
  type CallEntry,
  type Effect,
  type FaultInput,
  type Simulator,
  type SimulatorHooks,
  type SimulatorOptions,
} from '../../apps/simulator/src/index.ts';
import { Api } from './api.ts';
import { HoldfastProcesses } from './holdfast.ts';
import { PATIENCE_SECONDS } from './patience.ts';
import { RedisProcess } from './redis.ts';

/** Fast enough for tests, slow enough that every intermediate answer is seen. */
const settings = {
  zeebe: { appearDelayMs: 60, partitionStaggerMs: 40, partitionDurationMs: 120, recordsPerSecond: 50 },
  operate: { appearDelayMs: 60, partDurationMs: 30, partGapMs: 40 },
  tasklist: { appearDelayMs: 60, partDurationMs: 30, partGapMs: 40 },
  optimize: { appearDelayMs: 60, partDurationMs: 60, partGapMs: 40 },
  elasticsearch: { snapshotDurationMs: 150 },
};

/** Graces far below the defaults, so that a lost backup is noticed within a test. */
const STEPS = {
  pollMin: '20ms',
  pollMax: '100ms',
  appearGrace: '2s',
  incompleteGrace: '2s',
  webAppDeadline: '30s',
  busyTimeout: '3s',
};

type Shape = NonNullable<SimulatorOptions['clusters']>[string];

export interface WorldOptions {
  pauseBudget?: string;
  standalone?: boolean;
  steps?: Record<string, string | number>;
  lease?: string;
  /** Further keys of holdfast.yaml. */
  config?: Record<string, unknown>;
  hooks?: SimulatorHooks;
  /** Of every simulated cluster, or of the one that is named, in addition to the settings above. */
  shape?: Shape | ((cluster: string) => Shape);
  /** The entry of a cluster in holdfast.yaml, instead of the plain addresses of the simulator. */
  cluster?: (
    name: string,
    urls: NonNullable<Simulator['clusters'][string]>,
  ) => Promise<Record<string, unknown>>;
  /** For the processes. */
  environment?: Record<string, string>;
  /** `requirepass` of Redis. */
  redisPassword?: string;
  /** `clusters[].restore` of each cluster; null for one that has none. */
  restore?: (cluster: string, controlUrl: string) => Record<string, unknown> | null;
  /** Clusters whose backups are asked for through the REST API (8.10). */
  rest?: (cluster: string) => boolean;
  /** Further entries of holdfast.yaml, such as physical tenants of a simulated cluster. */
  also?: (clusters: Simulator['clusters']) => Record<string, unknown>[];
  /** More of what the configuration says of a cluster, such as its schedules. */
  more?: (cluster: string) => Record<string, unknown>;
}

type Caught = Effect & { kind: 'call' } & CallEntry;

export const isCall = (effect: Effect): effect is Caught => effect.kind === 'call';

/** Simulated clusters, a real Redis and real Holdfast processes. The effect log of the simulator is the truth. */
export class World {
  readonly api: Api;

  private constructor(
    readonly simulator: Simulator,
    readonly redis: RedisProcess,
    readonly holdfast: HoldfastProcesses,
    readonly address: string,
  ) {
    this.api = new Api(address);
  }

  static async create(clusters: string[], over: WorldOptions = {}): Promise<World> {
    const shapeOf = (name: string): Shape =>
      typeof over.shape === 'function' ? over.shape(name) : { ...over.shape };
    const simulated = clusters.map((name) => [name, { ...shapeOf(name), settings }] as const);
    const options: SimulatorOptions = { clusters: Object.fromEntries(simulated) };
    const simulator = await startSimulator(options, over.hooks);
    const redis = await RedisProcess.create({ password: over.redisPassword });
    const config = {
      http: { port: 0 },
      steps: { ...STEPS, ...over.steps },
      ...(over.lease !== undefined && { lock: { lease: over.lease } }),
      ...over.config,
      clusters: [
        ...(await Promise.all(clusters.map((name) => clusterOf(simulator, name, over)))),
        ...(over.also?.(simulator.clusters) ?? []),
      ],
    };
    const holdfast = new HoldfastProcesses(redis.url, config, over.environment);
    const address = over.standalone === false ? '' : await holdfast.start('standalone');
    return new World(simulator, redis, holdfast, address);
  }

  async close(): Promise<void> {
    await this.holdfast.stopAll();
    await this.redis.stop();
    await this.simulator.close();
  }

  async fault(cluster: string, ...faults: FaultInput[]): Promise<void> {
    await this.control('POST', `/clusters/${cluster}/faults`, faults);
  }

  async clearFaults(cluster: string): Promise<void> {
    await this.control('DELETE', `/clusters/${cluster}/faults`);
  }

  async act(cluster: string, action: Action): Promise<void> {
    await this.control('POST', `/clusters/${cluster}/actions`, action);
  }

  async patch(cluster: string, patch: Record<string, unknown>): Promise<void> {
    await this.control('PATCH', `/clusters/${cluster}/settings`, patch);
  }

  async effects(cluster: string, since = 0): Promise<Effect[]> {
    const body = await this.control('GET', `/effects?cluster=${cluster}&since=${since}`);
    return (body as { effects: Effect[] }).effects;
  }

  /** The number of the last effect, to read only what comes after. */
  async mark(cluster: string): Promise<number> {
    return (await this.effects(cluster)).at(-1)?.seq ?? 0;
  }

  /** Exporter phases, asked of the simulated brokers themselves. */
  async phases(cluster: string): Promise<string[]> {
    const brokers = this.simulator.clusters[cluster]?.brokers ?? [];
    const answers = await Promise.all(
      brokers.map(
        async (url) =>
          (await (await fetch(`${url}/actuator/partitions`)).json()) as Record<
            string,
            { exporterPhase: string }
          >,
      ),
    );
    return answers.flatMap((answer) => Object.values(answer).map((partition) => partition.exporterPhase));
  }

  /** Waits until no snapshot is being taken in the simulated Elasticsearch. */
  async untilQuiet(cluster: string): Promise<void> {
    const url = this.simulator.clusters[cluster]?.elasticsearch ?? '';
    for (let tries = 0; tries < PATIENCE_SECONDS * 10; tries += 1) {
      const { snapshots } = (await (await fetch(`${url}/_snapshot/_status`)).json()) as {
        snapshots: unknown[];
      };
      if (snapshots.length === 0) return;
      await sleep(100);
    }
    throw new Error(`a snapshot of ${cluster} did not end within ${PATIENCE_SECONDS} s`);
  }

  /** Runs one of our programs with this world's configuration. */
  command(words: string[]): Promise<{ code: number | null; message: string }> {
    const env = { ...process.env, HOLDFAST_CONFIG: this.holdfast.configPath };
    const child = spawn(process.execPath, words, { env, stdio: ['ignore', 'pipe', 'inherit'] });
    let message = '';
    child.stdout.on('data', (data: Buffer) => (message += data.toString()));
    return new Promise((resolve) => child.once('close', (code) => resolve({ code, message })));
  }

  private async control(method: string, path: string, body?: unknown): Promise<unknown> {
    const init =
      body === undefined
        ? {}
        : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
    const response = await fetch(`${this.simulator.controlUrl}${path}`, { method, ...init });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return text === '' ? null : JSON.parse(text);
  }
}

async function clusterOf(
  simulator: Simulator,
  name: string,
  over: WorldOptions,
): Promise<Record<string, unknown>> {
  const urls = simulator.clusters[name];
  const config =
    over.cluster && urls
      ? await over.cluster(name, urls)
      : clusterConfig(simulator, name, over.pauseBudget ?? '60s', over.rest?.(name));
  const restore = over.restore?.(name, simulator.controlUrl) ?? null;
  return { ...config, ...over.more?.(name), ...(restore !== null && { restore }) };
}

/** The entry of a simulated cluster in holdfast.yaml. */
export function clusterConfig(
  simulator: Simulator,
  name: string,
  pauseBudget: string,
  rest = false,
): Record<string, unknown> {
  const urls = simulator.clusters[name];
  if (!urls) throw new Error(`the simulator has no cluster ${name}`);
  return {
    name,
    ...camundaConfig(urls, rest),
    ...(urls.optimize && { optimize: { management: urls.optimize } }),
    records: {
      engine: 'elasticsearch',
      url: urls.elasticsearch,
      repository: 'camunda',
      indexPrefix: 'zeebe-record',
    },
    pauseBudget,
  };
}

/** Where its Zeebe, Operate and Tasklist are, in holdfast.yaml. */
export function camundaConfig(urls: Addresses, rest = false): Record<string, unknown> {
  return urls.webapps ? unified(urls, rest) : separate(urls);
}

type Addresses = NonNullable<Simulator['clusters'][string]>;

function separate({ zeebe, brokers, operate, tasklist }: Addresses): Record<string, unknown> {
  return {
    version: '8.6',
    zeebe: { management: zeebe, brokers },
    operate: { management: operate },
    tasklist: { management: tasklist },
  };
}

/** 8.8 and later: one application. Its version is probed. */
function unified({ zeebe, brokers, rest: url }: Addresses, rest: boolean): Record<string, unknown> {
  return { orchestration: { management: zeebe, brokers, ...(rest && { rest: { url } }) } };
}
