import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Redis } from 'ioredis';
import { until } from './cluster-api.ts';
import type { Place } from './network.ts';
import { freePort } from './ports.ts';
import {
  askRedis,
  isInStep,
  redisBinary,
  RedisProcess,
  spawnAt,
  tlsSettings,
  trusting,
  type ServerTls,
} from './redis.ts';

export const MASTER_NAME = 'holdfast';
/** A primary that is silent for this long is down (ms). Far below what anyone uses, so that a test is short. */
const DOWN_AFTER_MS = 1_000;
const SENTINELS = 3;

interface Sentinel {
  host: string;
  port: number;
  child: ChildProcess;
}

interface GroupOptions {
  tls?: ServerTls;
  places?: readonly [Place, Place];
}

/** Real processes: a primary, a replica, and three Sentinels that watch them. */
export class SentinelGroup {
  private constructor(
    private readonly servers: readonly [RedisProcess, RedisProcess],
    private readonly sentinels: readonly Sentinel[],
    private readonly directory: string,
    private readonly tls: ServerTls | undefined,
  ) {}

  /**
   * @param options.tls with it, servers and Sentinels accept no other connection, neither from clients nor from each other
   * @param options.places of the primary, and of the replica with the Sentinels
   */
  static async create({ tls, places }: GroupOptions = {}): Promise<SentinelGroup> {
    // A replica is in step at once, not after five seconds.
    const more = ['--repl-diskless-sync-delay', '0'];
    const [first, second] = (places ?? [undefined, undefined]).map((place) => ({
      more,
      tls,
      ...(place && { place }),
    }));
    const servers = [await RedisProcess.create(first), await RedisProcess.create(second)] as const;
    const directory = mkdtempSync(join(tmpdir(), 'holdfast-sentinels-'));
    await servers[1].ask((redis) => redis.replicaof(servers[0].host, servers[0].port));
    const sentinels = [];
    for (let index = 0; index < SENTINELS; index += 1)
      sentinels.push(await startSentinel({ directory, primary: servers[0], tls, place: places?.[1] }));
    const group = new SentinelGroup(servers, sentinels, directory, tls);
    // They know each other, and the replica.
    await until(
      () => group.ask((sentinel) => sentinel.call('SENTINEL', 'MASTERS') as Promise<string[][]>),
      ([master = []]) => {
        const of = (name: string): number => Number(master[master.indexOf(name) + 1]);
        return of('num-slaves') === 1 && of('num-other-sentinels') === SENTINELS - 1;
      },
    );
    return group;
  }

  get addresses(): string[] {
    return this.sentinels.map(({ host, port }) => `${host}:${port}`);
  }

  /** The server that the Sentinels say is the primary, and the other one. */
  async roles(): Promise<{ primary: RedisProcess; replica: RedisProcess }> {
    const port = await this.primaryPort();
    const [first, second] = this.servers;
    return first.port === port ? { primary: first, replica: second } : { primary: second, replica: first };
  }

  /** Makes the replica the primary, as an operator does: both servers run on. */
  async failover(): Promise<void> {
    // A Sentinel refuses until it has heard from the replica, which it asks every ten seconds.
    await until(
      () => this.ask((sentinel) => sentinel.call('SENTINEL', 'FAILOVER', MASTER_NAME)),
      () => true,
    );
  }

  /** Makes the replica follow the primary no longer, as if the network between them were cut: it lacks what is written from now on. */
  async cutReplica(): Promise<RedisProcess> {
    const { replica } = await this.roles();
    await replica.ask(async (redis) => {
      // The primary has no password, and refuses one.
      await redis.config('SET', 'masterauth', 'unwanted');
      await redis.call('CLIENT', 'KILL', 'TYPE', 'master');
    });
    await until(
      () => replica.ask((redis) => redis.info('replication')),
      (info) => info.includes('master_link_status:down'),
    );
    return replica;
  }

  /** Resolves once another server than this one is the primary, and takes writes. */
  async promoted(former: RedisProcess): Promise<void> {
    await until(
      async () => {
        const { primary } = await this.roles();
        return { primary, info: await primary.ask((redis) => redis.info('replication')) };
      },
      ({ primary, info }) => primary !== former && info.includes('role:master'),
    );
  }

  /** Resolves once the replica follows the primary without a gap. */
  async inStep(): Promise<void> {
    await until(
      async () => {
        const { primary, replica } = await this.roles();
        return Promise.all([primary, replica].map((each) => each.ask((redis) => redis.info('replication'))));
      },
      ([of = '', by = '']) => of.includes('role:master') && by.includes('role:slave') && isInStep(by),
    );
  }

  async stop(): Promise<void> {
    for (const { child } of this.sentinels) child.kill('SIGKILL');
    for (const server of this.servers) server.thaw();
    await Promise.all(this.servers.map((server) => server.stop()));
    rmSync(this.directory, { recursive: true, force: true });
  }

  private async primaryPort(): Promise<number> {
    const answer = await this.ask((sentinel) =>
      sentinel.call('SENTINEL', 'GET-MASTER-ADDR-BY-NAME', MASTER_NAME),
    );
    return Number((answer as string[])[1]);
  }

  private ask<T>(question: (sentinel: Redis) => Promise<T>): Promise<T> {
    return askRedis(`redis://${this.addresses[0]!}`, question, trusting(this.tls));
  }
}

interface SentinelPlan {
  directory: string;
  primary: RedisProcess;
  tls: ServerTls | undefined;
  place: Place | undefined;
}

async function startSentinel({ directory, primary, tls, place }: SentinelPlan): Promise<Sentinel> {
  const port = await freePort();
  const host = place?.host ?? '127.0.0.1';
  const file = join(directory, `${port}.conf`);
  writeFileSync(
    file,
    [
      ...(tls === undefined
        ? [`port ${port}`]
        : ['port 0', `tls-port ${port}`, ...tlsSettings(tls).map((words) => words.join(' '))]),
      `bind ${host}`,
      'protected-mode no',
      `dir ${directory}`,
      `sentinel monitor ${MASTER_NAME} ${primary.host} ${primary.port} 2`,
      `sentinel down-after-milliseconds ${MASTER_NAME} ${DOWN_AFTER_MS}`,
      `sentinel failover-timeout ${MASTER_NAME} 5000`,
      '',
    ].join('\n'),
  );
  return { host, port, child: spawnAt(place, redisBinary(), [file, '--sentinel']) };
}
