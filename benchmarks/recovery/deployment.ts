import type { HttpSpot } from '../../test/faults/points.ts';
import { Api } from '../../test/support/api.ts';
import { Closers, startWhole } from '../../test/support/closers.ts';
import { HoldfastProcesses, type AppName } from '../../test/support/holdfast.ts';
import { clusterConfig, World } from '../../test/support/world.ts';
import { Holds, type Held } from '../holds.ts';

const PAUSE_BUDGET = '15m';
const SERVE_THE_API: readonly AppName[] = ['coordinator', 'standalone'];

/** One process of the deployment. */
interface Member {
  app: AppName;
  copy: HoldfastProcesses;
}

/** Holdfast with its defaults, one or two processes of each app, on simulated clusters and a Redis with an append-only file. */
export class Deployment {
  /** Of the coordinators that run. */
  private readonly addresses = new Map<HoldfastProcesses, string>();

  private constructor(
    readonly world: World,
    private readonly holds: Holds,
    private readonly fleet: { apps: readonly AppName[]; copies: HoldfastProcesses[] },
    private readonly closers: Closers,
  ) {}

  /**
   * @param versions of Camunda, by cluster
   * @param count how many of each app
   */
  static create(
    versions: Readonly<Record<string, string>>,
    apps: readonly AppName[],
    count: number,
  ): Promise<Deployment> {
    return startWhole(async (closers) => {
      const holds = new Holds();
      const names = Object.keys(versions);
      const world = await World.create(names, {
        standalone: false,
        shape: (name) => ({ version: versions[name] }),
        hooks: { onCall: holds.onCall },
      });
      closers.add(() => world.close());
      // Without a section `steps` or `lock`: these are the defaults.
      const config = {
        http: { port: 0 },
        clusters: names.map((name) => clusterConfig(world.simulator, name, PAUSE_BUDGET)),
      };
      const copies = Array.from({ length: count }, () => new HoldfastProcesses(world.redis.url, config));
      for (const copy of copies) closers.add(() => copy.stopAll());
      const deployment = new Deployment(world, holds, { apps, copies }, closers);
      await deployment.startMissing();
      return deployment;
    });
  }

  close(): Promise<void> {
    return this.closers.close();
  }

  /** Starts every process that does not run. */
  async startMissing(): Promise<void> {
    const { apps, copies } = this.fleet;
    for (const copy of copies) await Promise.all(apps.map((app) => this.start({ app, copy })));
  }

  /** Ends one process of each app in good order, where there are two. */
  async keepOne(): Promise<void> {
    for (const copy of this.fleet.copies.splice(1)) {
      this.addresses.delete(copy);
      await copy.stopAll();
    }
  }

  async start({ app, copy }: Member): Promise<void> {
    if (copy.isRunning(app)) return;
    const address = await copy.start(app);
    if (SERVE_THE_API.includes(app)) this.addresses.set(copy, address);
  }

  /** Kills the process that has this name in logs and locks. @throws Error when none has */
  async kill(holder: string): Promise<Member> {
    const { apps, copies } = this.fleet;
    const members = copies.flatMap((copy) => apps.map((app) => ({ app, copy })));
    const member = members.find(
      ({ app, copy }) => holder.startsWith(`${app}@`) && holder.endsWith(`-${copy.pid(app) ?? 'none'}`),
    );
    if (member === undefined) throw new Error(`no process of this deployment is ${holder}`);
    await member.copy.stop(member.app, 'SIGKILL');
    if (SERVE_THE_API.includes(member.app)) this.addresses.delete(member.copy);
    return member;
  }

  apiAddresses(): readonly string[] {
    return [...this.addresses.values()];
  }

  /** Starts a backup, and returns with it when it has made this call, which waits for its answer. */
  async heldBackup(cluster: string, spot: HttpSpot): Promise<Held & { backupId: number }> {
    const held = this.holds.next(cluster, spot);
    const { status, body } = await this.api.start(cluster);
    if (status !== 202)
      throw new Error(`no backup of ${cluster} was started: ${status} ${body.detail ?? ''}`);
    return { ...(await held), backupId: body.backupId };
  }

  /** The process that worked on the open run of a cluster last. @throws Error where no run is open */
  async holderOf(cluster: string): Promise<string> {
    const { items } = await this.api.read('cluster.list');
    const holder = items.find(({ name }) => name === cluster)?.lock?.holder;
    if (holder === undefined) throw new Error(`no run holds ${cluster}`);
    return holder;
  }

  /** Waits for the end of a run. @throws Error when it did not complete, or exporting does not run: then no figure counts */
  async mustComplete(cluster: string, backupId: number): Promise<void> {
    const { outcome, failure } = await this.api.done(cluster, backupId);
    if (outcome !== 'completed')
      throw new Error(
        `backup ${backupId} of ${cluster} ended as ${outcome ?? 'nothing'}: ${failure?.message ?? ''}`,
      );
    const phases = await this.world.phases(cluster);
    if (phases.some((phase) => phase !== 'EXPORTING'))
      throw new Error(`exporting of ${cluster} does not run after backup ${backupId}: ${phases.join(', ')}`);
  }

  private get api(): Api {
    const [address] = this.apiAddresses();
    if (address === undefined) throw new Error('no coordinator runs');
    return new Api(address);
  }
}
