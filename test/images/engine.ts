import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { call, Docker } from './docker.ts';
import { until } from './until.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const OWN_COMPOSE = join(ROOT, '.holdfast', 'programs', 'docker-compose');

export interface Engine {
  readonly docker: Docker;
  readonly what: string;
  /** Ends a private engine and deletes what it held; leaves any other as it is. */
  stop(): Promise<void>;
}

/** @returns the engine to use, or a sentence about what is missing */
export async function findEngine(): Promise<Engine | string> {
  const compose = composeCommand();
  if (compose === null)
    return 'Docker Compose 2 is missing: install the plugin of Docker, or Go, which builds it';
  const client = ['docker', '/usr/bin/docker'].find(buildsByBuildKit);
  if (client === undefined) return 'a docker client with BuildKit is missing: install docker-buildx';
  const { ok, out } = call(client, ['info', '--format', '{{.ServerVersion}} ({{.Driver}})'], { ms: 30_000 });
  if (ok)
    return {
      docker: new Docker(client, compose, {}),
      what: `the engine ${out.trim()} of this machine`,
      stop: async () => undefined,
    };
  if (process.platform !== 'linux' || process.getuid?.() !== 0)
    return 'no container engine answers, and only root on Linux can start a private one';
  if (!call('dockerd', ['--version']).ok)
    return 'no container engine answers, and there is no dockerd to start a private one: install docker.io';
  return startPrivate(client, compose);
}

function composeCommand(): [string, ...string[]] | null {
  if (call('docker', ['compose', 'version']).ok) return ['docker', 'compose'];
  return existsSync(OWN_COMPOSE) ? [OWN_COMPOSE] : null;
}

/** Since Docker 23 its client needs the plugin for that; before, it had BuildKit itself. */
function buildsByBuildKit(client: string): boolean {
  const version = /version (\d+)\./.exec(call(client, ['--version']).out)?.[1];
  return version !== undefined && (Number(version) < 23 || call(client, ['buildx', 'version']).ok);
}

/**
 * An engine of this lane alone. It leaves the firewall and the routes of the machine as they are: its containers reach each
 * other and, through its proxy, the ports that they publish; builds use the network of the machine.
 */
async function startPrivate(client: string, compose: [string, ...string[]]): Promise<Engine | string> {
  const directory = mkdtempSync(join(tmpdir(), 'holdfast-engine-'));
  const host = `unix://${join(directory, 'docker.sock')}`;
  const log = join(directory, 'dockerd.log');
  const output = openSync(log, 'a');
  const words = [
    ...['--host', host, '--data-root', join(directory, 'data'), '--exec-root', join(directory, 'exec')],
    ...[
      '--pidfile',
      join(directory, 'dockerd.pid'),
      '--bridge=none',
      '--iptables=false',
      '--ip6tables=false',
    ],
    ...['--ip-forward=false', '--ip-masq=false'],
  ];
  // In a group of its own: Ctrl-C ends the containers first.
  const daemon = spawn('dockerd', words, { stdio: ['ignore', output, output], detached: true });
  closeSync(output);
  const docker = new Docker(client, compose, { DOCKER_HOST: host });
  const stop = async () => {
    await ended(daemon);
    rmSync(directory, { recursive: true, force: true });
  };
  try {
    await until('the private engine answers', () => {
      if (daemon.exitCode !== null) throw new Error(`dockerd ended with code ${daemon.exitCode}`);
      return docker.ask(['info']).ok;
    });
  } catch (error) {
    const last = readFileSync(log, 'utf8').trimEnd().split('\n').slice(-5).join('\n');
    await stop();
    return `no container engine can run here: ${(error as Error).message}. The end of its log:\n${last}`;
  }
  const what = docker.run([
    'info',
    '--format',
    '{{.ServerVersion}} ({{.Driver}}, cgroup {{.CgroupVersion}})',
  ]);
  return { docker, what: `a private engine ${what}`, stop };
}

async function ended(daemon: ChildProcess): Promise<void> {
  if (daemon.exitCode !== null || daemon.signalCode !== null) return;
  const exit = once(daemon, 'exit');
  daemon.kill('SIGTERM');
  await exit;
}
