import { spawn, spawnSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { closeSync, existsSync, openSync, readFileSync, rmSync } from 'node:fs';
import { createConnection, createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { say, STATE } from './environment.mjs';
import { privateDirectory, writePrivate } from './private-files.mjs';
import { APK, DEBIAN, DNF, HOMEBREW, IMAGES } from './packages.mjs';

const START_MS = 15_000;

/**
 * A Redis for this checkout, with an append-only file in .holdfast/redis and a password that only this user can read:
 * a process that can write to Redis can change runs, and other users of the machine reach the port. In this order: HOLDFAST_REDIS_URL; a
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
    const redis = parse(readFileSync(path, 'utf8'))?.redis;
    const key = ['url', 'sentinels', 'cluster'].find((each) => redis?.[each]);
    named = key && `redis.${key}`;
  } catch {
    // The app says what is wrong with the file, and where.
    return null;
  }
  return named ? { url: null, what: `as ${named} of ${path} says`, stop: async () => undefined } : null;
}

/** The server binary on the PATH, or null. */
function findServer() {
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

/** For tests, each of which starts servers of its own: a binary on the PATH, installed when there is none. */
export function ensureServer() {
  return findServer() ?? installServer();
}

/** Installs a server by the system's package manager, where this user may. Throws with the alternatives. */
function installServer() {
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

/**
 * Our own server that outlived its script (which was killed). Its process is one of this user's, it takes the password,
 * and its directory proves whose it is. One of a former version has no password, and makes room.
 */
async function findSurvivor(directory) {
  const file = join(directory, 'server.json');
  if (!existsSync(file)) return null;
  const { pid, port } = JSON.parse(readFileSync(file, 'utf8'));
  // No password for a foreign process that has taken the port.
  const password = isOurs(pid) ? passwordOf(directory) : null;
  const reply = password === null ? '' : await ask(port, password, 'CONFIG GET dir').catch(() => '');
  if (reply.includes(directory) && reply.startsWith('+OK'))
    return running(pid, port, directory, 'the private Redis that was still running');
  if (reply.includes(directory)) await shutDown(port, password, pid);
  rmSync(file);
  return null;
}

/** Whether a process of this user runs under an id. */
function isOurs(pid) {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** Kept next to the data, so that clients of a server that survived can still log in. */
function passwordOf(directory) {
  const file = join(directory, 'password');
  if (!existsSync(file)) writePrivate(file, randomBytes(24).toString('base64url'));
  return readFileSync(file, 'utf8').trim();
}

async function startServer(binary, directory) {
  privateDirectory(directory);
  const port = await freePort();
  const password = passwordOf(directory);
  const file = join(directory, 'redis.conf');
  // In a file and not among the arguments, which every user of the machine can see.
  writePrivate(file, configuration({ port, directory, password }));
  const log = openSync(join(directory, 'redis.log'), 'a', 0o600);
  const before = process.umask(0o077);
  const child = spawn(binary, [file], { stdio: ['ignore', log, log], detached: true });
  process.umask(before);
  closeSync(log);
  child.unref();
  const failed = new Promise((_, reject) => {
    child.once('exit', (code) =>
      reject(new Error(`${binary} ended with code ${code}; see ${join(directory, 'redis.log')}`)),
    );
  });
  await Promise.race([answers(port, password), failed]);
  writePrivate(join(directory, 'server.json'), JSON.stringify({ pid: child.pid, port }));
  return running(child.pid, port, directory, `a private ${binary}`);
}

function configuration({ port, directory, password }) {
  return `port ${port}
bind 127.0.0.1
dir ${JSON.stringify(directory)}
requirepass ${password}
appendonly yes
appendfsync everysec
save ""
maxmemory-policy noeviction
`;
}

function running(pid, port, directory, what) {
  const password = passwordOf(directory);
  return {
    url: urlOf(port, password),
    what: `${what} on 127.0.0.1:${port}, data in ${directory}`,
    pid,
    stop: async () => {
      await shutDown(port, password, pid);
      rmSync(join(directory, 'server.json'), { force: true });
    },
  };
}

/** Never for a log: it holds the password. */
function urlOf(port, password) {
  return `redis://:${password}@127.0.0.1:${port}`;
}

/** Resolves when the process is gone, or after a few seconds. */
async function shutDown(port, password, pid) {
  await ask(port, password, 'SHUTDOWN').catch(() => '');
  for (let tries = 0; tries < 100 && isOurs(pid); tries += 1) await sleep(50);
}

const IMAGE = IMAGES.redis;

function dockerHasRedis() {
  if (spawnSync('docker', ['info'], { stdio: 'ignore', timeout: 5_000 }).status !== 0) return false;
  if (spawnSync('docker', ['image', 'inspect', IMAGE], { stdio: 'ignore' }).status === 0) return true;
  say(`Pulling ${IMAGE} ...`);
  return spawnSync('docker', ['pull', '-q', IMAGE], { stdio: 'ignore', timeout: 180_000 }).status === 0;
}

async function startContainer(directory) {
  privateDirectory(directory);
  const port = await freePort();
  const password = passwordOf(directory);
  // Named after its directory, so that one which outlived its script makes room for this one and does not run next to it.
  const name = `holdfast-redis-${createHash('sha256').update(directory).digest('hex').slice(0, 12)}`;
  spawnSync('docker', ['stop', name], { stdio: 'ignore' });
  const environment = join(directory, 'container.env');
  writePrivate(environment, `PASSWORD=${password}\n`);
  // The server reads the rest of its configuration from its input: its arguments are for all to see.
  const command =
    'printf "requirepass %s\\n" "$PASSWORD" | docker-entrypoint.sh valkey-server - --appendonly yes --save ""';
  const words = [
    ...['run', '-d', '--rm', '--name', name, '-p', `127.0.0.1:${port}:6379`, '-v', `${directory}:/data`],
    ...['--env-file', environment, '--entrypoint', 'sh', IMAGE, '-c', command],
  ];
  const result = spawnSync('docker', words, { encoding: 'utf8' });
  if (result.status !== 0) throw new Error(`docker run ${IMAGE} failed: ${result.stderr.trim()}`);
  await answers(port, password);
  const stop = async () => void spawnSync('docker', ['stop', name], { stdio: 'ignore' });
  return {
    url: urlOf(port, password),
    what: `a private ${IMAGE} container on 127.0.0.1:${port}`,
    stop,
  };
}

async function answers(port, password) {
  const deadline = Date.now() + START_MS;
  while (Date.now() < deadline) {
    const reply = await ask(port, password, 'PING').catch(() => '');
    if (reply.includes('+PONG')) return;
    await sleep(50);
  }
  throw new Error(`Redis on 127.0.0.1:${port} did not answer within ${START_MS / 1000} s`);
}

/** Logs in and sends one inline command; resolves with both raw replies. */
function ask(port, password, command) {
  return new Promise((resolve, reject) => {
    const socket = createConnection({ host: '127.0.0.1', port });
    socket.setTimeout(2_000, () => socket.destroy(new Error('timeout')));
    socket.once('connect', () => socket.write(`AUTH ${password}\r\n`));
    let reply = '';
    let asked = false;
    socket.on('data', (data) => {
      reply += data.toString();
      if (!asked) {
        asked = true;
        socket.write(`${command}\r\n`);
      } else if (command !== 'SHUTDOWN') setTimeout(() => socket.end(), 10);
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
