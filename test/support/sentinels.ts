import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Redis } from 'ioredis';
import { until } from './cluster-api.ts';
import { freePort } from './ports.ts';
import { askRedis, redisBinary, RedisProcess } from './redis.ts';

export const MASTER_NAME = 'holdfast';
/** A primary that is silent for this long is down (ms). Far below what anyone uses, so that a test is short. */
const DOWN_AFTER_MS = 1_000;
const SENTINELS = 3;

/** Real processes: a primary, a replica, and three Sentinels that watch them. */
export class SentinelGroup {
  private constructor(
    private readonly servers: readonly [RedisProcess, RedisProcess],
    private readonly sentinels: readonly { port: number; child: ChildProcess }[],
    private readonly directory: string,
  ) {}

  static async create(): Promise<SentinelGroup> {
    // A replica is in step at once, not after five seconds.
    const soon = ['--repl-diskless-sync-delay', '0'];
    const servers = [
      await RedisProcess.create(undefined, soon),
      await RedisProcess.create(undefined, soon),
    ] as const;
    const directory = mkdtempSync(join(tmpdir(), 'holdfast-sentinels-'));
    await servers[1].ask((redis) => redis.replicaof('127.0.0.1', servers[0].port));
    const sentinels = [];
    for (let index = 0; index < SENTINELS; index += 1)
      sentinels.push(await startSentinel(directory, servers[0].port));
    const group = new SentinelGroup(servers, sentinels, directory);
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
    return this.sentinels.map(({ port }) => `127.0.0.1:${port}`);
  }

  /** The server that the Sentinels say is the primary, and the other one. */
  async roles(): Promise<{ primary: RedisProcess; replica: RedisProcess }> {
    const port = await this.primaryPort();
    const [first, second] = this.servers;
    return first.port === port ? { primary: first, replica: second } : { primary: second, replica: first };
  }

  /** Makes the replica the primary, as an operator does: both servers run on. */
  async failover(): Promise<void> {
    await this.ask((sentinel) => sentinel.call('SENTINEL', 'FAILOVER', MASTER_NAME));
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
      ([of = '', by = '']) =>
        of.includes('role:master') &&
        by.includes('role:slave') &&
        by.includes('master_link_status:up') &&
        by.includes('master_sync_in_progress:0'),
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
    return askRedis(`redis://${this.addresses[0]!}`, question);
  }
}

async function startSentinel(
  directory: string,
  primary: number,
): Promise<{ port: number; child: ChildProcess }> {
  const port = await freePort();
  const file = join(directory, `${port}.conf`);
  writeFileSync(
    file,
    [
      `port ${port}`,
      'bind 127.0.0.1',
      `dir ${directory}`,
      `sentinel monitor ${MASTER_NAME} 127.0.0.1 ${primary} 2`,
      `sentinel down-after-milliseconds ${MASTER_NAME} ${DOWN_AFTER_MS}`,
      `sentinel failover-timeout ${MASTER_NAME} 5000`,
      '',
    ].join('\n'),
  );
  return { port, child: spawn(redisBinary(), [file, '--sentinel'], { stdio: 'ignore' }) };
}
