import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { PATIENCE_SECONDS } from './patience.ts';
import { freePort } from './ports.ts';
import { RedisProcess } from './redis.ts';

const PRIMARIES = 3;
const SLOTS = 16_384;
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
        await RedisProcess.create(undefined, [...options, '--cluster-port', String(await freePort())]),
      );
    }
    const cluster = new RedisCluster(servers);
    await cluster.join();
    return cluster;
  }

  get addresses(): string[] {
    return this.servers.map((server) => `127.0.0.1:${portOf(server)}`);
  }

  /** The server that has the keys with this hash tag. */
  async primaryOf(tag: string): Promise<RedisProcess> {
    const slot = Number(await this.ask((redis) => redis.cluster('KEYSLOT', tag)));
    const slots = await this.ask((redis) => redis.cluster('SLOTS'));
    const [, , primary] = slots.find(([first, last]) => first <= slot && slot <= last) ?? [];
    const port = primary?.[1];
    const found = this.servers.find((server) => portOf(server) === port);
    if (!found) throw new Error(`no server has slot ${slot}`);
    return found;
  }

  /** Resolves once another server than this one has these keys. */
  async promoted(tag: string, former: RedisProcess): Promise<void> {
    await this.until('a replica took over', async () => (await this.primaryOf(tag)) !== former);
  }

  /** Resolves once every key has a primary and a replica that follows it. */
  async whole(): Promise<void> {
    await this.until('the cluster is whole', async () => {
      const nodes = String(await this.ask((redis) => redis.cluster('NODES')))
        .trim()
        .split('\n');
      const info = String(await this.ask((redis) => redis.cluster('INFO')));
      return (
        info.includes('cluster_state:ok') &&
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
      await on(server, (redis) => redis.call('CLUSTER', 'ADDSLOTSRANGE', index * share, last));
      await on(server, (redis) => redis.call('CLUSTER', 'SET-CONFIG-EPOCH', index + 1));
    }
    const [first] = this.servers;
    for (const server of this.servers.slice(1)) await on(server, (redis) => meet(redis, first!));
    const ids = await Promise.all(primaries.map((server) => on(server, (redis) => redis.cluster('MYID'))));
    for (const [index, id] of ids.entries()) {
      const replica = this.servers[PRIMARIES + index]!;
      await this.until('a replica knows its primary', () =>
        on(replica, (redis) => redis.call('CLUSTER', 'REPLICATE', String(id))).then(
          () => true,
          () => false,
        ),
      );
    }
    await this.whole();
  }

  private async follow(): Promise<boolean> {
    const infos = await Promise.all(
      this.servers.map((server) => on(server, (redis) => redis.info('replication')).catch(() => '')),
    );
    return infos.every((info) => info.includes('role:master') || info.includes('master_link_status:up'));
  }

  /** By the first server that answers. */
  private async ask<T>(question: (redis: Redis) => Promise<T>): Promise<T> {
    for (const server of this.servers) {
      const answer = await on(server, question).catch(() => null);
      if (answer !== null) return answer;
    }
    throw new Error('no server of the cluster answers');
  }

  private async until(what: string, condition: () => Promise<boolean>): Promise<void> {
    for (let tries = 0; tries < PATIENCE_SECONDS * 10; tries += 1) {
      if (await condition()) return;
      await sleep(100);
    }
    throw new Error(`not within ${PATIENCE_SECONDS} s: ${what}`);
  }
}

/** With the port of the bus, which would otherwise be taken for ten thousand above the other one. */
async function meet(redis: Redis, other: RedisProcess): Promise<void> {
  const [, , ...words] = await on(other, async (each) => {
    const nodes = String(await each.cluster('NODES'));
    return /(\S*):(\d+)@(\d+)\S* myself/.exec(nodes) ?? [];
  });
  await redis.call('CLUSTER', 'MEET', '127.0.0.1', ...words);
}

const portOf = ({ url }: RedisProcess): number => Number(new URL(url).port);

async function on<T>(server: RedisProcess, question: (redis: Redis) => Promise<T>): Promise<T> {
  const redis = new Redis(server.url, { commandTimeout: 1_000, maxRetriesPerRequest: 0 });
  redis.on('error', () => undefined);
  try {
    return await question(redis);
  } finally {
    redis.disconnect();
  }
}
