import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Redis } from 'ioredis';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRedis, LeaseStore, RunStore, waitForRedis, type RunReference } from '#redis';
import { CertificateAuthority, contentOf, type Pair } from '../support/certificates.ts';
import { provideRedis, type TestRedis } from '../support/redis.ts';
import { aRun, anEntry } from '../support/runs.ts';
import type { CallName } from '../support/stopped/calls.ts';
import { CountingServer } from '../support/stopped/counting-server.ts';
import type { StopPoint } from '../support/stopped/stop-points.ts';
import { eventually, stoppedCall } from '../support/stopped/stopped-call.ts';

/**
 * A process renews the lease of its run, begins a call with a real client, and is stopped (SIGSTOP) before the bytes
 * leave. Its lease runs out, another process takes the run over, and it wakes up: nothing may arrive.
 */
const LEASE_MS = 6_000;
/** `skip`: the number of calls that come first and change nothing. */
const CALLS: { call: CallName; arrives: RegExp; skip?: number }[] = [
  { call: 'pause', arrives: /^POST .*exporting.pause/ },
  { call: 'resume', arrives: /^POST .*exporting.resume/ },
  { call: 'trigger-operate', arrives: /^POST .*backups/ },
  { call: 'trigger-zeebe', arrives: /^POST .*backups/ },
  { call: 'delete-zeebe-backup', arrives: /^DELETE .*backups.7/ },
  { call: 'enter-recovery', arrives: /^PATCH .v2.mode/ },
  { call: 'restore-partitions', arrives: /^POST .v2.restore/ },
  { call: 'cancel-change', arrives: /^DELETE .actuator.cluster.changes.7/ },
  { call: 'snapshot', arrives: /^PUT ._snapshot/ },
  { call: 'delete-snapshot', arrives: /^DELETE ._snapshot/ },
  { call: 'restore', arrives: /^POST ._snapshot.*_restore/ },
  { call: 'rehearse', arrives: /^POST ._snapshot.*_restore/ },
  { call: 'delete-indices', arrives: /^DELETE .operate-x/, skip: 1 },
];

type Scheme = 'http' | 'https';

/** Over TLS a connection stands twice: before the handshake, and after it. */
const STOPS = [
  { scheme: 'http', event: 'connect' },
  { scheme: 'https', event: 'connect' },
  { scheme: 'https', event: 'secureConnect' },
] as const;

let server: TestRedis;
let redis: Redis;
let store: RunStore;
let authority: CertificateAuthority;
let pair: Pair;
let directory: string;

beforeAll(async () => {
  server = await provideRedis();
  redis = createRedis({ url: server.url }, () => undefined);
  await waitForRedis(redis, 5_000);
  store = new RunStore(redis);
  authority = new CertificateAuthority();
  pair = contentOf(authority.issue('IP:127.0.0.1'));
  directory = mkdtempSync(join(tmpdir(), 'holdfast-stopped-'));
});
afterAll(async () => {
  redis.disconnect();
  await server.stop();
  authority.remove();
  rmSync(directory, { recursive: true, force: true });
});

let made = 0;

async function prepare(call: CallName, scheme: Scheme, stop: StopPoint) {
  made += 1;
  const cluster = `c${made}`;
  const target = await CountingServer.start(scheme === 'https' ? pair : null);
  const home = join(directory, cluster);
  mkdirSync(home);
  writeFileSync(join(home, 'kubeconfig'), kubeconfig(target.url, authority.ca));
  const run = await begin(cluster);
  const order = {
    call,
    target: { url: target.url, ca: readFileSync(authority.ca, 'utf8'), directory: home },
    redis: server.url,
    run,
    leaseMs: LEASE_MS,
    stop,
  };
  return { target, home, run, order };
}

function kubeconfig(server: string, ca: string): string {
  return JSON.stringify({
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': 'test',
    clusters: [{ name: 'test', cluster: { server, 'certificate-authority': ca } }],
    users: [{ name: 'test', user: { token: 'test' } }],
    contexts: [{ name: 'test', context: { cluster: 'test', user: 'test' } }],
  });
}

async function begin(cluster: string): Promise<RunReference> {
  const run = aRun({ cluster });
  const fence = await store.begin(run, {
    holder: 'test',
    leaseMs: LEASE_MS,
    now: new Date(),
    entry: anEntry('accepted'),
  });
  return { cluster, kind: run.kind, number: run.number, runId: run.runId, fence };
}

/** The lease runs out, and another process takes the run over. */
async function othersGoOn(run: RunReference): Promise<void> {
  expect(await eventually(() => store.lock(run.cluster), null)).toBeNull();
  expect(await new LeaseStore(redis, 'another', LEASE_MS).takeOver(run)).not.toBeNull();
}

interface Outcome {
  message: string;
  arrived: string[];
  /** Bytes of requests that the target received after the process had stopped. */
  bytes: number;
}

/** What came of a call whose process was stopped before it left, and overtaken. */
async function overtaken(call: CallName, scheme: Scheme, stop: StopPoint): Promise<Outcome> {
  const { target, run, order } = await prepare(call, scheme, stop);
  const stopped = await stoppedCall(order);
  const before = target.bytes;
  await othersGoOn(run);
  const message = await stopped.wake();
  const outcome = { message, arrived: [...target.arrived], bytes: target.bytes - before };
  await target.stop();
  return outcome;
}

/** What has arrived of a call whose process stopped at the end of the tick in which it was allowed. */
async function allowed(call: CallName, scheme: Scheme, skip: number): Promise<string[]> {
  const event = scheme === 'https' ? 'secureConnect' : 'connect';
  const { target, order } = await prepare(call, scheme, { event, moment: 'after', skip });
  const stopped = await stoppedCall(order);
  await eventually(() => target.arrived.length, 1);
  await stopped.kill();
  await target.stop();
  return target.arrived;
}

describe('a call of a process that was stopped before it left, and overtaken', () => {
  it.each(STOPS)(
    'does not arrive over $scheme (stopped at $event)',
    async ({ scheme, event }) => {
      const stop = (skip = 0): StopPoint => ({ event, moment: 'before', skip });
      const outcomes = await inParallel(CALLS, async ({ call, skip }) => {
        const { message, arrived, bytes } = await overtaken(call, scheme, stop(skip));
        // Over TLS only the handshake continues.
        return { call, message, arrived, bytes: scheme === 'http' ? bytes : 0 };
      });
      expect(outcomes).toEqual(
        CALLS.map(({ call }) => ({ call, message: 'too late', arrived: [], bytes: 0 })),
      );
    },
    180_000,
  );

  it('is not started when it is a command: no process is created', async () => {
    const stop: StopPoint = { event: 'file', moment: 'before', skip: 0 };
    const { target, home, run, order } = await prepare('command', 'http', stop);
    const stopped = await stoppedCall(order);
    await othersGoOn(run);
    expect(await stopped.wake()).toBe('too late');
    await target.stop();
    // The runner leaves its claim before it runs anything.
    expect(readdirSync(join(home, 'commands/a/key')).sort()).toEqual(['order.json', 'runner.log']);
    expect(existsSync(join(home, 'stopped'))).toBe(false);
  }, 120_000);

  it('does not arrive at Kubernetes', async () => {
    const stop: StopPoint = { event: 'connect', moment: 'before', skip: 1 };
    const { message, arrived } = await overtaken('kubernetes', 'https', stop);
    expect(message).toContain('too late');
    expect(arrived).toEqual([]);
  }, 120_000);
});

describe('a call that was allowed', () => {
  it.each(['http', 'https'] as const)(
    'has left whole over %s when the tick ends',
    async (scheme) => {
      const arrivals = await inParallel(CALLS, async ({ call, skip = 0 }) => allowed(call, scheme, skip));
      expect(arrivals).toEqual(CALLS.map(({ arrives }) => [expect.stringMatching(arrives)]));
    },
    120_000,
  );

  it('runs when it is a command', async () => {
    const stop: StopPoint = { event: 'file', moment: 'before', skip: 0 };
    const { target, home, order } = await prepare('command', 'http', stop);
    const stopped = await stoppedCall(order);
    expect(await stopped.wake()).toBe('sent');
    expect(await eventually(() => existsSync(join(home, 'stopped')), true)).toBe(true);
    await target.stop();
  }, 120_000);

  it('arrives at Kubernetes', async () => {
    expect(await allowed('kubernetes', 'https', 1)).toEqual([expect.stringMatching(/^POST .*configmaps/)]);
  }, 120_000);
});

/** How many processes run at the same time. */
const AT_ONCE = 9;

async function inParallel<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  const waiting = items.map((item, index) => ({ item, index }));
  const worker = async (): Promise<void> => {
    for (let next = waiting.shift(); next; next = waiting.shift())
      results[next.index] = await work(next.item);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return results;
}
