import { setTimeout as sleep } from 'node:timers/promises';
import type { EngineName } from '#search';
import { startWhole, type Closers } from '../support/closers.ts';
import { contentsOf, deleteCamundaIndices } from '../support/elasticsearch-contents.ts';
import { ask, type TestElasticsearch } from '../support/elasticsearch.ts';
import { Operator } from '../support/operator.ts';
import { PATIENCE_SECONDS } from '../support/patience.ts';
import { behind } from '../support/positions.ts';
import { S3Store } from '../support/s3-store.ts';
import { camundaConfig, World } from '../support/world.ts';
import type { VersionedCluster } from './generations.ts';

/** What a real engine may take on a busy machine. */
const STEPS = { appearGrace: '30s', incompleteGrace: '30s', webAppDeadline: '5m', busyTimeout: '30s' };

/** Names of the snapshots of each repository. */
export type Snapshots = Record<string, string[]>;

/** Every snapshot that an engine has. */
export async function snapshotsIn(server: TestElasticsearch): Promise<Snapshots> {
  const found: Snapshots = {};
  for (const repository of Object.keys(await ask<object>(server, 'GET', '/_snapshot'))) {
    const { snapshots } = await ask<{ snapshots: { snapshot: string; state: string }[] }>(
      server,
      'GET',
      `/_snapshot/${repository}/_all`,
    );
    found[repository] = snapshots.map(({ snapshot, state }) => `${snapshot} ${state}`).sort();
  }
  return found;
}

/** A simulated Camunda of some version that writes into a real engine, next to what other versions left there. */
export class EngineWorld {
  readonly repository: string;

  private constructor(
    readonly world: World,
    readonly s3: S3Store,
    private readonly rest: { server: TestElasticsearch; cluster: VersionedCluster; closers: Closers },
  ) {
    this.repository = repositoryOf(rest.cluster);
  }

  /** Removes the indices that the version before has left; its repository, with all snapshots, stays. */
  static create(
    cluster: VersionedCluster,
    engine: EngineName,
    server: TestElasticsearch,
  ): Promise<EngineWorld> {
    return startWhole(async (closers) => {
      await deleteCamundaIndices(server.url);
      const repository = repositoryOf(cluster);
      await ask(server, 'PUT', `/_snapshot/${repository}`, {
        type: 'fs',
        settings: { location: `${server.location}/${repository}` },
      });
      const s3 = await S3Store.start();
      closers.add(() => s3.close());
      const operator = new Operator();
      closers.add(() => operator.close());
      const { version, rest, config } = cluster;
      const records = { engine, url: server.url, repository };
      const world = await World.create([cluster.name], {
        steps: STEPS,
        shape: {
          ...cluster.shape,
          ...{ version, repository, secondaryStorage: engine },
          stores: { [engine]: server.url, s3: s3.access },
        },
        cluster: (name, urls) =>
          Promise.resolve({
            ...{ name, records, pauseBudget: '2m' },
            ...camundaConfig(urls, rest),
            optimize: { management: urls.optimize },
          }),
        more: () => config,
        restore: (name, controlUrl) => operator.commands(name, controlUrl, { timeout: '3m' }),
      });
      closers.add(() => world.close());
      return new EngineWorld(world, s3, { server, cluster, closers });
    });
  }

  /** Starts process instances, and waits until all that is made of them is in the engine. */
  async work(count: number): Promise<void> {
    await this.world.act(this.rest.cluster.name, { action: 'startInstances', count });
    await this.settled();
  }

  /** Waits until all exporters and importers have read all there is. */
  async settled(): Promise<void> {
    const { zeebe = '', webapps = '' } = this.world.simulator.clusters[this.rest.cluster.name] ?? {};
    const apps = webapps === '' ? undefined : ['optimize'];
    let late: string[] = [];
    for (let tries = 0; tries < PATIENCE_SECONDS * 5; tries += 1) {
      late = await behind({ zeebe, elasticsearch: this.rest.server.url }, apps);
      if (late.length === 0) return;
      await sleep(200);
    }
    throw new Error(`not within ${PATIENCE_SECONDS} s: ${late.join(', ')}`);
  }

  /** Every document of every index of Camunda. */
  contents(): ReturnType<typeof contentsOf> {
    return contentsOf(this.rest.server.url);
  }

  /** The keys of the process instances that are open, as the brokers themselves have them. */
  openInstances(): string[] {
    const { partitions } = this.world.simulator.inspect(this.rest.cluster.name).state.zeebe;
    return partitions.flatMap(({ log }) => Object.keys(log?.instances ?? {})).sort();
  }

  /** Ends all processes of Camunda; its indices and the data of its broker are gone. Snapshots and bucket stay. */
  async loseEverything(): Promise<void> {
    await this.world.act(this.rest.cluster.name, { action: 'stopCamunda', durationMs: 0 });
    await this.world.act(this.rest.cluster.name, { action: 'wipeBroker', broker: 0 });
    await deleteCamundaIndices(this.rest.server.url);
  }

  /** A new cluster in the place of the lost one: it runs, and knows of nothing. */
  async startEmpty(): Promise<void> {
    await this.world.act(this.rest.cluster.name, { action: 'startCamunda', durationMs: 0 });
    await this.settled();
  }

  close(): Promise<void> {
    return this.rest.closers.close();
  }
}

const repositoryOf = ({ name }: VersionedCluster): string => `camunda-${name}`;
