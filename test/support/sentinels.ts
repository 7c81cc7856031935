import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { PATIENCE_SECONDS } from './patience.ts';
import { freePort } from './ports.ts';
import { RedisProcess } from './redis.ts';

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
    await onServer(servers[1], (redis) => redis.replicaof('127.0.0.1', portOf(servers[0])));
    const sentinels = [];
    for (let index = 0; index < SENTINELS; index += 1)
      sentinels.push(await startSentinel(directory, portOf(servers[0])));
    const group = new SentinelGroup(servers, sentinels, directory);
    await group.until('the Sentinels know each other and the replica', async () => {
      const [master] = await group.ask(
        (sentinel) => sentinel.call('SENTINEL', 'MASTERS') as Promise<string[][]>,
      );
      const of = (name: string): number => Number(master?.[master.indexOf(name) + 1]);
      return of('num-slaves') === 1 && of('num-other-sentinels') === SENTINELS - 1;
    });
    return group;
  }

  get addresses(): string[] {
    return this.sentinels.map(({ port }) => `127.0.0.1:${port}`);
  }

  /** The server that the Sentinels say is the primary, and the other one. */
  async roles(): Promise<{ primary: RedisProcess; replica: RedisProcess }> {
    const port = await this.primaryPort();
    const [first, second] = this.servers;
    return portOf(first) === port ? { primary: first, replica: second } : { primary: second, replica: first };
  }

  /** Makes the replica the primary, as an operator does: both servers run on. */
  async failover(): Promise<void> {
    await this.ask((sentinel) => sentinel.call('SENTINEL', 'FAILOVER', MASTER_NAME));
  }

  /** Resolves once another server than this one is the primary, and takes writes. */
  async promoted(former: RedisProcess): Promise<void> {
    await this.until('another server is the primary', async () => {
      if ((await this.primaryPort()) === portOf(former)) return false;
      const { primary } = await this.roles();
      return (await onServer(primary, (redis) => redis.info('replication'))).includes('role:master');
    });
  }

  /** Resolves once the replica follows the primary without a gap. */
  async inStep(): Promise<void> {
    await this.until('the replica follows the primary', async () => {
      const { primary, replica } = await this.roles();
      const [of, by] = await Promise.all([
        onServer(primary, (redis) => redis.info('replication')),
        onServer(replica, (redis) => redis.info('replication')),
      ]).catch(() => ['', '']);
      return (
        of.includes('role:master') &&
        by.includes('role:slave') &&
        by.includes('master_link_status:up') &&
        by.includes('master_sync_in_progress:0')
      );
    });
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
    return onPort(this.sentinels[0]!.port, question);
  }

  private async until(what: string, condition: () => Promise<boolean>): Promise<void> {
    for (let tries = 0; tries < PATIENCE_SECONDS * 10; tries += 1) {
      if (await condition()) return;
      await sleep(100);
    }
    throw new Error(`not within ${PATIENCE_SECONDS} s: ${what}`);
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
  const binary = ['redis-server', 'valkey-server'].find(
    (name) => spawnSync(name, ['--version']).status === 0,
  );
  if (!binary) throw new Error('no redis-server on the PATH; `npm test` installs it');
  return { port, child: spawn(binary, [file, '--sentinel'], { stdio: 'ignore' }) };
}

const portOf = ({ url }: RedisProcess): number => Number(new URL(url).port);

const onServer = <T>(server: RedisProcess, question: (redis: Redis) => Promise<T>): Promise<T> =>
  onPort(portOf(server), question);

async function onPort<T>(port: number, question: (redis: Redis) => Promise<T>): Promise<T> {
  const redis = new Redis(port, '127.0.0.1', { commandTimeout: 3_000 });
  redis.on('error', () => undefined);
  try {
    return await question(redis);
  } finally {
    redis.disconnect();
  }
}
