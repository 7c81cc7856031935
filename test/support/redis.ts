import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Redis, type RedisOptions } from 'ioredis';
import { hasImage, IMAGES } from './containers.ts';
import { PATIENCE_SECONDS } from './patience.ts';
import type { Place } from './network.ts';
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

/** Paths of the certificate and key of a server, and of the authority that signed it. */
export interface ServerTls {
  ca: string;
  cert: string;
  key: string;
}

/** Arguments of a server, or lines of the configuration of a Sentinel. */
export const tlsSettings = ({ ca, cert, key }: ServerTls): [string, string][] => [
  ['tls-ca-cert-file', ca],
  ['tls-cert-file', cert],
  ['tls-key-file', key],
  ['tls-auth-clients', 'no'],
  ['tls-replication', 'yes'],
];

export const trusting = (tls: ServerTls | undefined): RedisOptions =>
  tls === undefined ? {} : { tls: { ca: readFileSync(tls.ca) } };

/** Asks a server, or a Sentinel, with a client of its own. Rejects when it does not answer for three seconds. */
export async function askRedis<T>(
  url: string,
  question: (redis: Redis) => Promise<T>,
  options: RedisOptions = {},
): Promise<T> {
  const redis = new Redis(url, { commandTimeout: 3_000, maxRetriesPerRequest: 0, ...options });
  redis.on('error', () => undefined);
  try {
    return await question(redis);
  } finally {
    redis.disconnect();
  }
}

export interface ServerOptions {
  /** That every client must give. */
  password?: string | undefined;
  /** More arguments of the server. */
  more?: readonly string[];
  /** With it, no other connection is accepted. */
  tls?: ServerTls | undefined;
  place?: Place;
}

/** Whether a server says, by INFO replication, that it follows its primary without a gap. */
export const isInStep = (info: string): boolean =>
  info.includes('master_link_status:up') && info.includes('master_sync_in_progress:0');

/** A local server with an append-only file, which can be killed and started again on the same data. */
export class RedisProcess implements TestRedis {
  private child: ChildProcess | null = null;

  private constructor(
    readonly port: number,
    private readonly directory: string,
    private readonly options: ServerOptions,
  ) {}

  static async create(options: ServerOptions = {}): Promise<RedisProcess> {
    const directory = mkdtempSync(join(tmpdir(), 'holdfast-redis-'));
    const server = new RedisProcess(await freePort(), directory, options);
    await server.start();
    return server;
  }

  get host(): string {
    return this.options.place?.host ?? '127.0.0.1';
  }

  get url(): string {
    const { password } = this.options;
    const login = password === undefined ? '' : `:${encodeURIComponent(password)}@`;
    return `redis://${login}${this.host}:${this.port}`;
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
    const client = this.client();
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
    const { more: given = [], password, place } = this.options;
    const options = [
      '--port',
      String(this.port),
      '--bind',
      this.host,
      '--dir',
      this.directory,
      '--save',
      '',
      '--appendonly',
      'yes',
      ...given,
      ...(password === undefined ? [] : ['--requirepass', password]),
      // A server that other machines reach would otherwise want one.
      ...(place === undefined ? [] : ['--protected-mode', 'no']),
      ...this.secured(),
    ];
    // Every write reaches the system before its answer leaves, which is what a killed process needs; only a machine that
    // loses its power would ask for more.
    this.child = spawnAt(place, redisBinary(), [...options, '--appendfsync', 'no', ...more]);
  }

  private secured(): string[] {
    const { tls } = this.options;
    if (tls === undefined) return [];
    const settings = tlsSettings(tls).flatMap(([name, value]) => [`--${name}`, value]);
    return ['--port', '0', '--tls-port', String(this.port), ...settings];
  }

  private client(options: RedisOptions = {}): Redis {
    return new Redis(this.url, { ...options, ...trusting(this.options.tls) });
  }

  /** Asks it with a client of its own. Rejects when it does not answer for three seconds. */
  ask<T>(question: (redis: Redis) => Promise<T>): Promise<T> {
    return askRedis(this.url, question, trusting(this.options.tls));
  }

  /** As if the data directory were lost. */
  async flush(): Promise<void> {
    const client = this.client();
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
      const client = this.client({ lazyConnect: true, retryStrategy: null, maxRetriesPerRequest: 0 });
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

/** Starts a program, in another place where one is given; it then has the process id of the program, too. */
export function spawnAt(place: Place | undefined, program: string, words: readonly string[]): ChildProcess {
  const [first, ...rest] = place ? ['ip', 'netns', 'exec', place.namespace, program] : [program];
  return spawn(first!, [...rest, ...words], { stdio: 'ignore' });
}

function startProcess(): Promise<TestRedis> {
  return RedisProcess.create();
}
