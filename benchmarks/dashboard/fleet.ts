import { DashboardWorld } from '../../test/support/dashboard-world.ts';

/** Clusters that have runs on record; the others were never backed up. */
const WITH_HISTORY = 30;
/** Of these, one in this many has a backup that fails, and so an alert. */
const FAILING_EVERY = 5;
/** Simulated clusters of one broker: what is measured is the browser, and not the brokers. */
const SMALL = { zeebe: { brokers: 1, partitions: 1, replicationFactor: 1 } };

/** Many simulated clusters, one standalone Holdfast with its dashboard, and a browser. */
export class Fleet {
  private constructor(
    readonly dashboard: DashboardWorld,
    private readonly names: readonly string[],
  ) {}

  /** @param count of clusters; those with history are spread over them */
  static async create(count: number): Promise<Fleet> {
    const names = Array.from({ length: count }, (_, index) => `c${String(index).padStart(3, '0')}`);
    const dashboard = await DashboardWorld.create(names, { shape: SMALL });
    const fleet = new Fleet(dashboard, names);
    await fleet.remember();
    return fleet;
  }

  /** Starts a backup of every cluster that has history, and waits for their ends: what changes while a page is open. */
  async backUpAll(): Promise<void> {
    const { api } = this.dashboard.world;
    await Promise.all(
      this.withHistory().map(async (cluster) => {
        const { body } = await api.start(cluster);
        await api.done(cluster, body.backupId);
      }),
    );
  }

  close(): Promise<void> {
    return this.dashboard.close();
  }

  private async remember(): Promise<void> {
    const { world } = this.dashboard;
    const failing = this.withHistory().filter((_, index) => index % FAILING_EVERY === 1);
    for (const cluster of failing)
      await world.fault(cluster, { kind: 'zeebePartitionFails', partitionId: 1 });
    await this.backUpAll();
    for (const cluster of failing) await world.clearFaults(cluster);
  }

  private withHistory(): string[] {
    const every = Math.max(1, Math.floor(this.names.length / WITH_HISTORY));
    return this.names.filter((_, index) => index % every === 0);
  }
}
