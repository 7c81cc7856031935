import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createConnection, createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { say, STATE } from './environment.mjs';
import { APK, DEBIAN, DNF, HOMEBREW, IMAGES } from './packages.mjs';

const START_MS = 15_000;

/**
 * A Redis for this checkout, with an append-only file in .holdfast/redis. In this order: HOLDFAST_REDIS_URL; a
 * redis-server or valkey-server on the PATH; Docker; the system's package manager.
 * @returns {{ url: string, stop: () => Promise<void>, what: string }}
 */
export async function provideRedis(directory = join(STATE, 'redis')) {
  if (process.env.HOLDFAST_REDIS_URL) {
    return {
      url: process.env.HOLDFAST_REDIS_URL,
      stop: async () => undefined,
      what: 'the Redis of HOLDFAST_REDIS_URL',
    };
  }
  const survivor = await findSurvivor(directory);
  if (survivor) return survivor;
  const binary = findServer() ?? (dockerHasRedis() ? null : installServer());
  return binary ? startServer(binary, directory) : startContainer(directory);
}

/**
 * The Redis that a configuration names: it is used and no other, since two of them would mean two locks on a cluster.
 * The app itself reads its address, with whatever it takes from the environment.
 * @returns null when the file names none, or HOLDFAST_REDIS_URL wins over it
 */
export async function redisOfConfig(path) {
  if (!path || process.env.HOLDFAST_REDIS_URL || !existsSync(path)) return null;
  const { parse } = await import('yaml');
  let named;
  try {
    named = parse(readFileSync(path, 'utf8'))?.redis?.url;
  } catch {
    // The app says what is wrong with the file, and where.
    return null;
  }
  return named ? { url: null, what: `as redis.url of ${path} says`, stop: async () => undefined } : null;
}

/** The server binary on the PATH, or null. */
export function findServer() {
  for (const name of ['redis-server', 'valkey-server']) {
    const result = spawnSync(name, ['--version'], { stdio: 'ignore' });
    if (result.status === 0) return name;
  }
  return null;
}

const MANAGERS = [
  {
    probe: 'apt-get',
    commands: [
      ['apt-get', 'update', '-qq'],
      ['apt-get', 'install', '-y', '-qq', ...DEBIAN.redis],
    ],
  },
  { probe: 'dnf', commands: [['dnf', 'install', '-y', '-q', ...DNF.redis]] },
  { probe: 'apk', commands: [['apk', 'add', '--quiet', ...APK.redis]] },
  { probe: 'brew', commands: [['brew', 'install', '--quiet', ...HOMEBREW.redis]] },
];

/** Installs a server by the system's package manager, where this user may. Throws with the alternatives. */
export function installServer() {
  const help =
    'Holdfast needs Redis 6.2 or newer (or Valkey). Install redis-server, start Docker, or set HOLDFAST_REDIS_URL to one that runs.';
  const manager = MANAGERS.find(
    ({ probe }) => spawnSync(probe, ['--version'], { stdio: 'ignore' }).status === 0,
  );
  if (!manager || (manager.probe !== 'brew' && process.getuid?.() !== 0)) throw new Error(help);
  say(`There is no redis-server here; installing one: ${manager.commands.at(-1).join(' ')}`);
  for (const [command, ...words] of manager.commands) {
    // RUNLEVEL=1 keeps Debian's package from starting a service of its own on the default port.
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' };
    const result = spawnSync(command, words, { stdio: ['ignore', 'ignore', 'inherit'], env });
    if (result.status !== 0) throw new Error(`${command} failed. ${help}`);
  }
  const binary = findServer();
  if (!binary) throw new Error(help);
  return binary;
}

/** A server of ours that outlived its script (which was killed). Its directory proves that it is ours. */
async function findSurvivor(directory) {
  const file = join(directory, 'server.json');
  if (!existsSync(file)) return null;
  const { pid, port } = JSON.parse(readFileSync(file, 'utf8'));
  const reply = await ask(port, `CONFIG GET dir\r\n`).catch(() => '');
  if (!reply.includes(directory)) {
    rmSync(file);
    return null;
  }
  return running(pid, port, directory, 'the private Redis that was still running');
}

async function startServer(binary, directory) {
  mkdirSync(directory, { recursive: true });
  const port = await freePort();
  const log = openSync(join(directory, 'redis.log'), 'a');
  const child = spawn(
    binary,
    [
      '--port',
      String(port),
      '--bind',
      '127.0.0.1',
      '--dir',
      directory,
      '--appendonly',
      'yes',
      '--appendfsync',
      'everysec',
      '--save',
      '',
      '--maxmemory-policy',
      'noeviction',
    ],
    { stdio: ['ignore', log, log], detached: true },
  );
  closeSync(log);
  child.unref();
  const failed = new Promise((_, reject) => {
    child.once('exit', (code) =>
      reject(new Error(`${binary} ended with code ${code}; see ${join(directory, 'redis.log')}`)),
    );
  });
  await Promise.race([answers(port), failed]);
  writeFileSync(join(directory, 'server.json'), JSON.stringify({ pid: child.pid, port }));
  return running(child.pid, port, directory, `a private ${binary}`);
}

function running(pid, port, directory, what) {
  return {
    url: `redis://127.0.0.1:${port}`,
    what: `${what} on 127.0.0.1:${port}, data in ${directory}`,
    pid,
    stop: async () => {
      await ask(port, 'SHUTDOWN\r\n').catch(() => '');
      rmSync(join(directory, 'server.json'), { force: true });
    },
  };
}

const IMAGE = IMAGES.redis;

function dockerHasRedis() {
  if (spawnSync('docker', ['info'], { stdio: 'ignore', timeout: 5_000 }).status !== 0) return false;
  if (spawnSync('docker', ['image', 'inspect', IMAGE], { stdio: 'ignore' }).status === 0) return true;
  say(`Pulling ${IMAGE} ...`);
  return spawnSync('docker', ['pull', '-q', IMAGE], { stdio: 'ignore', timeout: 180_000 }).status === 0;
}

async function startContainer(directory) {
  mkdirSync(directory, { recursive: true });
  const port = await freePort();
  // Named after its directory, so that one which outlived its script makes room for this one and is not beside it.
  const name = `holdfast-redis-${createHash('sha256').update(directory).digest('hex').slice(0, 12)}`;
  spawnSync('docker', ['stop', name], { stdio: 'ignore' });
  const result = spawnSync(
    'docker',
    [
      'run',
      '-d',
      '--rm',
      '--name',
      name,
      '-p',
      `127.0.0.1:${port}:6379`,
      '-v',
      `${directory}:/data`,
      IMAGE,
      'valkey-server',
      '--appendonly',
      'yes',
      '--save',
      '',
    ],
    { encoding: 'utf8' },
  );
  if (result.status !== 0) throw new Error(`docker run ${IMAGE} failed: ${result.stderr.trim()}`);
  await answers(port);
  const stop = async () => void spawnSync('docker', ['stop', name], { stdio: 'ignore' });
  return {
    url: `redis://127.0.0.1:${port}`,
    what: `a private ${IMAGE} container on 127.0.0.1:${port}`,
    stop,
  };
}

async function answers(port) {
  const deadline = Date.now() + START_MS;
  while (Date.now() < deadline) {
    const reply = await ask(port, 'PING\r\n').catch(() => '');
    if (reply.startsWith('+PONG')) return;
    await sleep(50);
  }
  throw new Error(`Redis on 127.0.0.1:${port} did not answer within ${START_MS / 1000} s`);
}

/** One inline command; resolves with the raw reply. */
function ask(port, command) {
  return new Promise((resolve, reject) => {
    const socket = createConnection({ host: '127.0.0.1', port });
    socket.setTimeout(2_000, () => socket.destroy(new Error('timeout')));
    socket.once('connect', () => socket.write(command));
    let reply = '';
    socket.on('data', (data) => {
      reply += data.toString();
      if (reply.includes('\r\n') && !command.startsWith('SHUTDOWN')) setTimeout(() => socket.end(), 10);
    });
    socket.once('error', reject);
    socket.once('close', () => resolve(reply));
  });
}

export function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}
