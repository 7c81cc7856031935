import { resolve } from 'node:path';
import { startSimulator, type Simulator } from '../../apps/simulator/src/index.ts';
import { Api } from './api.ts';
import { ALL_APPS, HoldfastProcesses } from './holdfast.ts';
import { freePort } from './ports.ts';
import { clusterCommand, json, type RealCluster } from './real-cluster.ts';
import { RedisProcess } from './redis.ts';

const DIRECTORY = resolve('.holdfast/test-cluster');

/** Real Camunda 8.6.0, real Elasticsearch, real Redis, every app a process of its own. Only Optimize is simulated. */
export class RealWorld {
  readonly api: Api;

  private constructor(
    readonly cluster: RealCluster,
    readonly redis: RedisProcess,
    readonly holdfast: HoldfastProcesses,
    private readonly rest: { simulator: Simulator; optimize: string; address: string },
  ) {
    this.api = new Api(rest.address);
  }

  /** Starts everything and fills the cluster with so many process instances. */
  static async create(instances: number): Promise<RealWorld> {
    await clusterCommand(['wipe'], DIRECTORY);
    const cluster = JSON.parse(await clusterCommand(['up'], DIRECTORY)) as RealCluster;
    await clusterCommand(['seed', String(instances)], DIRECTORY);
    const { elasticsearch, repository } = cluster;
    const simulator = await startSimulator({
      clusters: {
        real: { components: ['optimize'], optimize: { elasticsearch, repository, version: '8.6.0' } },
      },
    });
    const optimize = simulator.clusters.real?.optimize ?? '';
    const redis = await RedisProcess.create();
    const port = await freePort();
    const holdfast = new HoldfastProcesses(redis.url, {
      http: { port },
      clusters: [
        {
          name: 'real',
          zeebe: { management: cluster.zeebe },
          operate: { management: cluster.operate },
          tasklist: { management: cluster.tasklist },
          optimize: { management: optimize },
          records: { engine: 'elasticsearch', url: elasticsearch, repository },
          pauseBudget: '2m',
        },
      ],
    });
    const address = `http://127.0.0.1:${port}`;
    const world = new RealWorld(cluster, redis, holdfast, { simulator, optimize, address });
    await Promise.all(ALL_APPS.map((app) => holdfast.start(app)));
    return world;
  }

  get optimize(): string {
    return this.rest.optimize;
  }

  /** Exporter phases, asked of the broker itself. */
  async phases(): Promise<string[]> {
    const partitions = await json<Record<string, { exporterPhase: string }>>(
      `${this.cluster.zeebe}/actuator/partitions`,
    );
    return Object.values(partitions).map((partition) => partition.exporterPhase);
  }

  async close(): Promise<void> {
    await this.holdfast.stopAll();
    await this.redis.stop();
    await this.rest.simulator.close();
    await clusterCommand(['wipe'], DIRECTORY);
  }
}
