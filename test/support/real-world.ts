import { join, resolve } from 'node:path';
import { startSimulator, type Simulator } from '../../apps/simulator/src/index.ts';
import { Api } from './api.ts';
import { exporterPhases } from './exporter-phases.ts';
import type { FullWorld } from './full-world.ts';
import { ALL_APPS, HoldfastProcesses } from './holdfast.ts';
import { freePort } from './ports.ts';
import { clusterCommand, clusterCommandLine, type RealCluster } from './real-cluster.ts';
import { RedisProcess } from './redis.ts';

const DIRECTORY = resolve('.holdfast/test-cluster');
/** Of the simulated Optimize beside it; part of the names of its snapshots. */
const VERSION = '8.6.0';

/** The Camunda of CAMUNDA_HOME, real Elasticsearch, real Redis, every app a process of its own. Only Optimize is simulated. */
export class RealWorld implements FullWorld {
  readonly name = 'real';
  readonly title = 'real Camunda';
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
        real: { components: ['optimize'], version: VERSION, repository, stores: { elasticsearch } },
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
          restore: {
            control: 'commands',
            timeout: '3m',
            commands: { ...operatorCommands(simulator.controlUrl), directory: join(DIRECTORY, 'control') },
          },
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

  phases(): Promise<string[]> {
    return exporterPhases(this.cluster.zeebe);
  }

  async seed(instances: number): Promise<void> {
    await clusterCommand(['seed', String(instances)], DIRECTORY);
  }

  async loseCamunda(): Promise<void> {
    await clusterCommand(['kill', 'broker', 'operate', 'tasklist'], DIRECTORY);
    await clusterCommand(['wipe-broker'], DIRECTORY);
  }

  async close(): Promise<void> {
    await this.holdfast.stopAll();
    await this.redis.stop();
    await this.rest.simulator.close();
    await clusterCommand(['wipe'], DIRECTORY);
  }
}

/** What an operator writes into holdfast.yaml; Optimize is simulated, and stopped by its control API. */
function operatorCommands(controlUrl: string): Record<string, string> {
  const cluster = (words: string) => clusterCommandLine(words, DIRECTORY);
  const optimize = (verb: string) =>
    `"${process.execPath}" dist/apps/simulator/src/control.main.js ${controlUrl} real ${verb} component=optimize`;
  const at = `cd "${process.cwd()}"`;
  return {
    stop: `${at} && ${cluster('stop broker operate tasklist')} && ${optimize('stop')}`,
    start: `${at} && ${cluster('start broker operate tasklist')} && ${optimize('start')}`,
    wipeBroker: `${at} && ${cluster('wipe-broker')}`,
    restoreBroker: `${at} && ${cluster('restore-broker --backup-id "$HOLDFAST_BACKUP_ID"')}`,
  };
}
