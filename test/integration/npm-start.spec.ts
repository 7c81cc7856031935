import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import type { BackupList, Run } from '#contracts';
import { Api } from '../support/api.ts';
import { PATIENCE_SECONDS } from '../support/patience.ts';
import { freePort } from '../support/ports.ts';

/** What a newcomer types, with a state directory and a port of its own. */
class Start {
  output = '';
  readonly ended: Promise<number | null>;
  private readonly child: ChildProcess;

  constructor(state: string, port: number) {
    const env = { ...process.env, HOLDFAST_STATE: state, HOLDFAST_PORT: String(port) };
    for (const name of ['HOLDFAST_CONFIG', 'HOLDFAST_REDIS_URL']) Reflect.deleteProperty(env, name);
    this.child = spawn(process.execPath, ['scripts/start.mjs'], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [this.child.stdout, this.child.stderr])
      stream?.on('data', (data: Buffer) => (this.output += data.toString()));
    this.ended = new Promise((resolve) => this.child.once('exit', resolve));
  }

  async says(what: string): Promise<void> {
    for (let tries = 0; tries < PATIENCE_SECONDS * 10; tries += 1) {
      if (this.output.includes(what)) return;
      await sleep(100);
    }
    throw new Error(`"${what}" was not printed within ${PATIENCE_SECONDS} s:\n${this.output}`);
  }

  kill(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }
}

const gone = (pid: number): boolean => {
  try {
    // A process that has ended and was not waited for yet still has its number.
    return /^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return true;
  }
};

/** Every process that was started with this state directory in its environment. */
function processesOf(state: string): number[] {
  const { pid } = JSON.parse(readFileSync(join(state, 'redis', 'server.json'), 'utf8')) as { pid: number };
  const children = readFileSync(join(state, 'start.pid'), 'utf8');
  const apps = readFileSync(`/proc/${children}/task/${children}/children`, 'utf8')
    .trim()
    .split(' ')
    .map(Number);
  return [...new Set([pid, ...apps])];
}

async function untilGone(pids: readonly number[]): Promise<void> {
  for (let tries = 0; tries < PATIENCE_SECONDS * 10 && !pids.every(gone); tries += 1) await sleep(100);
  expect(pids.filter((pid) => !gone(pid))).toEqual([]);
}

/** The simulator writes its state a moment after a change, where a broker writes that it exports before it says so. */
async function untilResumeSaved(): Promise<void> {
  const paused = (): boolean =>
    readFileSync(join(state, 'demo', 'simulator.json'), 'utf8').includes('SOFT_PAUSED');
  for (let tries = 0; tries < PATIENCE_SECONDS * 10 && paused(); tries += 1) await sleep(100);
  expect(paused()).toBe(false);
}

let state: string;
let port: number;
let api: Api;
const starts: Start[] = [];
const start = (): Start => {
  const one = new Start(state, port);
  starts.push(one);
  return one;
};

beforeAll(async () => {
  state = mkdtempSync(join(tmpdir(), 'holdfast-start-'));
  port = await freePort();
  api = new Api(`http://127.0.0.1:${port}`);
});
afterAll(async () => {
  for (const one of starts) one.kill('SIGINT');
  await Promise.all(starts.map((one) => one.ended));
  rmSync(state, { recursive: true, force: true });
});

const RUNS = '/api/v1/clusters/demo/backups';
const completed = async (): Promise<Run[]> => {
  const { body } = await api.call<BackupList>(RUNS);
  return body.items.flatMap(({ run }) => (run?.outcome === 'completed' ? run : []));
};

describe('npm start', () => {
  it('without a configuration backs up a simulated cluster and stays up', async () => {
    const first = start();
    await first.says('Holdfast is running');
    expect(first.output).toMatch(
      /completed in [\d.]+ s; exporting was paused for [\d.]+ s and is running now/,
    );
    for (const page of [
      '/docs/',
      '/docs/runbooks/backup-lost',
      '/api/docs',
      '/api/openapi.json',
      '/health/ready',
    ])
      expect((await fetch(`http://127.0.0.1:${port}${page}`)).status).toBe(200);
    expect(await completed()).toHaveLength(1);
  });

  it('protects its Redis with a password that no argument, log or other user can see', async () => {
    const redis = join(state, 'redis');
    const password = readFileSync(join(redis, 'password'), 'utf8').trim();
    const { port: redisPort, pid } = JSON.parse(readFileSync(join(redis, 'server.json'), 'utf8')) as {
      port: number;
      pid: number;
    };
    const stranger = new Redis(redisPort, '127.0.0.1', { retryStrategy: null });
    stranger.on('error', () => undefined);
    await expect(stranger.set('x', '1')).rejects.toThrow('NOAUTH');
    stranger.disconnect();
    const shown = [starts[0]!.output, readFileSync(`/proc/${pid}/cmdline`, 'utf8')];
    for (const each of processesOf(state)) shown.push(readFileSync(`/proc/${each}/cmdline`, 'utf8'));
    for (const log of readdirSync(join(state, 'logs')))
      shown.push(readFileSync(join(state, 'logs', log), 'utf8'));
    expect(shown.join()).not.toContain(password);
    const modeOf = (path: string): number => statSync(path).mode & 0o777;
    for (const directory of [state, redis, join(state, 'logs'), join(redis, 'appendonlydir')])
      expect([directory, modeOf(directory)]).toEqual([directory, 0o700]);
    const files = [
      'redis/server.json',
      'redis/password',
      'redis/redis.conf',
      'redis/redis.log',
      'logs/standalone.log',
    ];
    for (const file of files) expect([file, modeOf(join(state, file))]).toEqual([file, 0o600]);
    for (const file of readdirSync(join(redis, 'appendonlydir')))
      expect([file, modeOf(join(redis, 'appendonlydir', file))]).toEqual([file, 0o600]);
  });

  it('a second one reports that the first is running, and harms nothing', async () => {
    const second = start();
    expect(await second.ended).toBe(1);
    expect(second.output).toContain(`already running from here: process`);
    expect(await completed()).toHaveLength(1);
  });

  it('Ctrl-C leaves no process behind', async () => {
    const pids = processesOf(state);
    expect(pids.length).toBeGreaterThanOrEqual(3);
    starts[0]!.kill('SIGINT');
    expect(await starts[0]!.ended).toBe(0);
    await untilGone(pids);
  });

  it('after a kill -9 of everything it finds its data again, and continues', async () => {
    const doomed = start();
    await doomed.says('Holdfast is running');
    await untilResumeSaved();
    const pids = processesOf(state);
    doomed.kill('SIGKILL');
    for (const pid of pids) process.kill(pid, 'SIGKILL');
    await untilGone(pids);
    const next = start();
    await next.says('Holdfast is running');
    for (const one of [doomed, next]) expect(one.output).toMatch(/completed in [\d.]+ s/);
    expect(await completed()).toHaveLength(3);
  });
});
