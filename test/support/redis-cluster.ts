import type { Redis } from 'ioredis';
import { freePort } from './ports.ts';
import { RedisProcess } from './redis.ts';
import { until } from './until.ts';

const PRIMARIES = 3;
const SLOTS = 16_384;
/** Hash tag of every key of Holdfast. */
const TAG = '{holdfast}';
/** A server that is silent for this long is down (ms). Far below what anyone uses, so that a test is short. */
const NODE_TIMEOUT_MS = 1_500;

/** A Redis Cluster of real processes: three primaries, each with a replica. */
export class RedisCluster {
  private constructor(private readonly servers: readonly RedisProcess[]) {}

  static async create(): Promise<RedisCluster> {
    const servers: RedisProcess[] = [];
    for (let index = 0; index < 2 * PRIMARIES; index += 1) {
      const options = ['--cluster-enabled', 'yes', '--cluster-node-timeout', String(NODE_TIMEOUT_MS)];
      // A replica is in step at once, not after five seconds.
      options.push('--repl-diskless-sync-delay', '0');
      servers.push(
        await RedisProcess.create({ more: [...options, '--cluster-port', String(await freePort())] }),
      );
    }
    const cluster = new RedisCluster(servers);
    await cluster.join();
    return cluster;
  }

  /** Of some servers, as the configuration names them. */
  get seeds(): string[] {
    return this.servers.slice(0, 2).map(({ port }) => `127.0.0.1:${port}`);
  }

  /** The server that has the keys of Holdfast. */
  async owner(): Promise<RedisProcess> {
    const slot = await this.slot();
    const slots = await this.ask((redis) => redis.cluster('SLOTS'));
    const [, , primary] = slots.find(([first, last]) => first <= slot && slot <= last) ?? [];
    return this.at(primary?.[1]);
  }

  /** Makes a replica of the owner the owner, as an operator does: both servers run on. */
  async failover(): Promise<void> {
    const [replica] = await this.replicasOf(await this.owner());
    await replica!.ask((redis) => redis.call('CLUSTER', 'FAILOVER'));
  }

  /** Resolves once another server than this one has the keys of Holdfast. */
  async moved(former: RedisProcess): Promise<void> {
    await until('another server has the keys', async () => (await this.owner()) !== former);
  }

  /** Moves the keys of Holdfast to another primary while they are in use, as `redis-cli --cluster reshard` does. */
  async reshard(): Promise<void> {
    const slot = await this.slot();
    const from = await this.owner();
    const to = (await this.primaries()).find((server) => server !== from)!;
    const [source, target] = await Promise.all([from, to].map((server) => idOf(server)));
    await to.ask((redis) => redis.cluster('SETSLOT', slot, 'IMPORTING', source!));
    await from.ask((redis) => redis.cluster('SETSLOT', slot, 'MIGRATING', target!));
    await from.ask(async (redis) => {
      for (;;) {
        const keys = (await redis.cluster('GETKEYSINSLOT', slot, 50)) as string[];
        if (keys.length === 0) return;
        await redis.call('MIGRATE', '127.0.0.1', to.port, '', 0, 5_000, 'KEYS', ...keys);
      }
    });
    for (const server of [to, from])
      await server.ask((redis) => redis.cluster('SETSLOT', slot, 'NODE', target!));
    await this.moved(from);
  }

  /** Resolves once every key has a primary and a replica that follows it. */
  async whole(): Promise<void> {
    await until('the cluster is whole', async () => {
      const nodes = await this.nodes();
      const info = await Promise.all(
        this.servers.map((server) => server.ask((redis) => redis.cluster('INFO')).catch(() => '')),
      );
      return (
        info.every((each) => String(each).includes('cluster_state:ok')) &&
        nodes.length === this.servers.length &&
        nodes.every((node) => !/fail|handshake|disconnected/.test(node)) &&
        nodes.filter((node) => node.includes('slave')).length === PRIMARIES &&
        (await this.follow())
      );
    });
  }

  async stop(): Promise<void> {
    for (const server of this.servers) server.thaw();
    await Promise.all(this.servers.map((server) => server.stop()));
  }

  private async join(): Promise<void> {
    const primaries = this.servers.slice(0, PRIMARIES);
    const share = Math.ceil(SLOTS / PRIMARIES);
    for (const [index, server] of primaries.entries()) {
      const last = Math.min((index + 1) * share, SLOTS) - 1;
      await server.ask((redis) => redis.call('CLUSTER', 'ADDSLOTSRANGE', index * share, last));
      await server.ask((redis) => redis.call('CLUSTER', 'SET-CONFIG-EPOCH', index + 1));
    }
    const [first] = this.servers;
    for (const server of this.servers.slice(1)) await server.ask((redis) => meet(redis, first!));
    for (const [index, primary] of primaries.entries()) {
      const id = await idOf(primary);
      await until('a replica knows its primary', () =>
        this.servers[PRIMARIES + index]!.ask((redis) => redis.call('CLUSTER', 'REPLICATE', id)).then(
          () => true,
          () => false,
        ),
      );
    }
    await this.whole();
  }

  private async slot(): Promise<number> {
    return Number(await this.ask((redis) => redis.cluster('KEYSLOT', TAG)));
  }

  private async nodes(): Promise<string[]> {
    return String(await this.ask((redis) => redis.cluster('NODES')))
      .trim()
      .split('\n');
  }

  private async primaries(): Promise<RedisProcess[]> {
    const nodes = await this.nodes();
    return nodes.filter((node) => /master/.test(node) && !/fail/.test(node)).map((node) => this.atNode(node));
  }

  private async replicasOf(primary: RedisProcess): Promise<RedisProcess[]> {
    const id = await idOf(primary);
    const nodes = await this.nodes();
    return nodes.filter((node) => node.includes(`slave ${id}`)).map((node) => this.atNode(node));
  }

  private atNode(node: string): RedisProcess {
    return this.at(Number(/:(\d+)@/.exec(node)?.[1]));
  }

  private at(port: number | undefined): RedisProcess {
    const found = this.servers.find((server) => server.port === port);
    if (!found) throw new Error(`no server of the cluster has port ${port}`);
    return found;
  }

  private async follow(): Promise<boolean> {
    const infos = await Promise.all(
      this.servers.map((server) => server.ask((redis) => redis.info('replication')).catch(() => '')),
    );
    return infos.every((info) => info.includes('role:master') || info.includes('master_link_status:up'));
  }

  /** By the first server that answers. */
  private ask<T>(question: (redis: Redis) => Promise<T>): Promise<T> {
    return Promise.any(this.servers.map((server) => server.ask(question)));
  }
}

async function idOf(server: RedisProcess): Promise<string> {
  return String(await server.ask((redis) => redis.cluster('MYID')));
}

/** With the port of the bus, which would otherwise be taken for ten thousand above the other one. */
async function meet(redis: Redis, other: RedisProcess): Promise<void> {
  const [, , ...words] = await other.ask(async (each) => {
    const nodes = String(await each.cluster('NODES'));
    return /(\S*):(\d+)@(\d+)\S* myself/.exec(nodes) ?? [];
  });
  await redis.call('CLUSTER', 'MEET', '127.0.0.1', ...words);
}
