import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { hasImage, IMAGES } from './containers.ts';
import { PATIENCE_SECONDS } from './patience.ts';
import { freePort } from './ports.ts';

export interface TestRedis {
  url: string;
  stop(): Promise<void>;
}

/** A real Redis of the test's own: a container where an image is there, else a local process. */
export function provideRedis(): Promise<TestRedis> {
  return hasImage(IMAGES.redis) ? startContainer() : startProcess();
}

async function startContainer(): Promise<TestRedis> {
  // Loaded only here: it is large, and most test machines have no container engine.
  const { GenericContainer } = await import('testcontainers');
  const container = await new GenericContainer(IMAGES.redis)
    .withExposedPorts(6379)
    .withCommand(['valkey-server', '--appendonly', 'yes', '--save', ''])
    .start();
  return {
    url: `redis://${container.getHost()}:${container.getMappedPort(6379)}`,
    stop: async () => {
      await container.stop();
    },
  };
}

/** @throws Error when there is none */
export function redisBinary(): string {
  const binary = ['redis-server', 'valkey-server'].find(
    (name) => spawnSync(name, ['--version']).status === 0,
  );
  if (!binary) throw new Error('no redis-server on the PATH; `npm test` installs it');
  return binary;
}

/** Asks a server, or a Sentinel, with a client of its own. Rejects when it does not answer for three seconds. */
export async function askRedis<T>(url: string, question: (redis: Redis) => Promise<T>): Promise<T> {
  const redis = new Redis(url, { commandTimeout: 3_000, maxRetriesPerRequest: 0 });
  redis.on('error', () => undefined);
  try {
    return await question(redis);
  } finally {
    redis.disconnect();
  }
}

/** A local server with an append-only file, which can be killed and started again on the same data. */
export class RedisProcess implements TestRedis {
  private child: ChildProcess | null = null;

  private constructor(
    readonly port: number,
    private readonly directory: string,
    private readonly password: string | null,
    private readonly more: readonly string[],
  ) {}

  /**
   * @param password that every client must give
   * @param more arguments of the server
   */
  static async create(password?: string, more: readonly string[] = []): Promise<RedisProcess> {
    const directory = mkdtempSync(join(tmpdir(), 'holdfast-redis-'));
    const server = new RedisProcess(await freePort(), directory, password ?? null, more);
    await server.start();
    return server;
  }

  get url(): string {
    const login = this.password === null ? '' : `:${encodeURIComponent(this.password)}@`;
    return `redis://${login}127.0.0.1:${this.port}`;
  }

  async start(): Promise<void> {
    this.spawnServer();
    await this.answers();
  }

  /**
   * Dies and comes back on the same data, which it takes about this long to load (ms). Until then it answers every command
   * with LOADING. Resolves as soon as it was started again.
   */
  async restartLoading(ms: number): Promise<void> {
    const client = new Redis(this.url);
    const keys = await client.dbsize();
    // The base of the append-only file then has every key, and is read in pieces between which it answers.
    await client.bgrewriteaof();
    while (!(await client.info('persistence')).includes('aof_rewrite_in_progress:0')) await sleep(20);
    client.disconnect();
    await this.kill();
    const delay = Math.round((ms * 1000) / Math.max(1, keys));
    this.spawnServer('--key-load-delay', String(delay), '--loading-process-events-interval-bytes', '1024');
  }

  /** Resolves once it answers. */
  async loaded(): Promise<void> {
    await this.answers();
  }

  private spawnServer(...more: string[]): void {
    const binary = redisBinary();
    const options = [
      '--port',
      String(this.port),
      '--bind',
      '127.0.0.1',
      '--dir',
      this.directory,
      '--save',
      '',
      '--appendonly',
      'yes',
      ...this.more,
      ...(this.password === null ? [] : ['--requirepass', this.password]),
    ];
    // Every write reaches the system before its answer leaves, which is what a killed process needs; only a machine that
    // loses its power would ask for more.
    this.child = spawn(binary, [...options, '--appendfsync', 'no', ...more], { stdio: 'ignore' });
  }

  /** Asks it with a client of its own. Rejects when it does not answer for three seconds. */
  ask<T>(question: (redis: Redis) => Promise<T>): Promise<T> {
    return askRedis(this.url, question);
  }

  /** As if the data directory were lost. */
  async flush(): Promise<void> {
    const client = new Redis(this.url);
    await client.flushall();
    client.disconnect();
  }

  /** It keeps its connections, accepts new ones, and answers nothing. */
  freeze(): void {
    this.child?.kill('SIGSTOP');
  }

  thaw(): void {
    this.child?.kill('SIGCONT');
  }

  /** No snapshot can be written from now on: a directory has its name. */
  async blockSnapshots(): Promise<void> {
    await mkdir(join(this.directory, 'dump.rdb', 'in-the-way'), { recursive: true });
  }

  async kill(): Promise<void> {
    await this.end('SIGKILL');
  }

  async stop(): Promise<void> {
    await this.end('SIGTERM');
    rmSync(this.directory, { recursive: true, force: true });
  }

  private async end(signal: NodeJS.Signals): Promise<void> {
    const { child } = this;
    if (child?.exitCode !== null || child.signalCode !== null) return;
    await new Promise<void>((resolve) => {
      child.once('exit', () => resolve());
      child.kill(signal);
    });
  }

  private async answers(): Promise<void> {
    for (let tries = 0; tries < PATIENCE_SECONDS * 40; tries += 1) {
      const client = new Redis(this.url, { lazyConnect: true, retryStrategy: null, maxRetriesPerRequest: 0 });
      client.on('error', () => undefined);
      const answered = await client.connect().then(
        () => client.ping(),
        () => null,
      );
      // A connection that was refused has ended; waiting for its end would keep the process for two seconds.
      if (answered !== null) client.disconnect();
      if (answered === 'PONG') return;
      await sleep(25);
    }
    throw new Error(`redis-server on ${this.url} did not answer within ${PATIENCE_SECONDS} s`);
  }
}

function startProcess(): Promise<TestRedis> {
  return RedisProcess.create();
}
