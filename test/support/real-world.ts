import { join, resolve } from 'node:path';
import { startSimulator } from '../../apps/simulator/src/index.ts';
import { Api } from './api.ts';
import { startWhole, type Closers } from './closers.ts';
import { exporterPhases, versionAt } from './management.ts';
import type { FullWorld } from './full-world.ts';
import { ALL_APPS, HoldfastProcesses } from './holdfast.ts';
import { freePort } from './ports.ts';
import { clusterCommand, clusterCommandLine, type RealCluster } from './real-cluster.ts';
import { RedisProcess } from './redis.ts';

const DIRECTORY = resolve('.holdfast/test-cluster');

/** The Camunda of CAMUNDA_HOME, real Elasticsearch, real Redis, every app a process of its own. Only Optimize is simulated. */
export class RealWorld implements FullWorld {
  readonly name = 'real';
  readonly title = 'real Camunda';
  readonly api: Api;

  private constructor(
    readonly cluster: RealCluster,
    readonly redis: RedisProcess,
    readonly holdfast: HoldfastProcesses,
    private readonly rest: { optimize: string; address: string; closers: Closers },
  ) {
    this.api = new Api(rest.address);
  }

  /** Starts everything and fills the cluster with process instances. */
  static create(instances: number): Promise<RealWorld> {
    return startWhole((closers) => RealWorld.start(instances, closers));
  }

  private static async start(instances: number, closers: Closers): Promise<RealWorld> {
    await clusterCommand(['wipe'], DIRECTORY);
    closers.add(() => clusterCommand(['wipe'], DIRECTORY));
    const cluster = JSON.parse(await clusterCommand(['up'], DIRECTORY)) as RealCluster;
    await clusterCommand(['seed', String(instances)], DIRECTORY);
    const { elasticsearch, repository } = cluster;
    const version = await versionAt(cluster.zeebe);
    const simulator = await startSimulator({
      clusters: { real: { components: ['optimize'], version, repository, stores: { elasticsearch } } },
    });
    closers.add(() => simulator.close());
    const optimize = simulator.clusters.real?.optimize ?? '';
    const redis = await RedisProcess.create();
    closers.add(() => redis.stop());
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
    closers.add(() => holdfast.stopAll());
    const world = new RealWorld(cluster, redis, holdfast, { optimize, address, closers });
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
    await this.rest.closers.close();
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
