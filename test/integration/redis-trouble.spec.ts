import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import type { Backup, Problem, Run } from '#contracts';
import { Api } from '../support/api.ts';
import { PATIENCE_SECONDS } from '../support/patience.ts';
import { Receiver } from '../support/receiver.ts';
import { RedisGate } from '../support/redis-gate.ts';
import { RedisProcess } from '../support/redis.ts';
import { HoldfastProcesses } from '../support/holdfast.ts';
import { clusterConfig, isCall, World } from '../support/world.ts';
import { until } from '../support/until.ts';

/** A run must be able to pause and to begin its snapshot within it. */
const BUDGET_MS = 8_000;
/** What the architecture promises on top. */
const RECONCILE_MS = 15_000;

let world: World;
let replica: RedisProcess;
let gate: RedisGate;
let holdfast: HoldfastProcesses;
let receiver: Receiver;
let api: Api;

beforeAll(async () => {
  world = await World.create(['a'], { standalone: false });
  replica = await RedisProcess.create();
  gate = await RedisGate.open(world.redis.url);
  receiver = await Receiver.start();
  holdfast = new HoldfastProcesses(gate.url, {
    http: { port: 0 },
    steps: { pollMin: '20ms', pollMax: '100ms' },
    notifications: [{ name: 'hook', webhook: { url: receiver.url('/hook') } }],
    clusters: [clusterConfig(world.simulator, 'a', `${BUDGET_MS}ms`)],
  });
  api = new Api(await holdfast.start('standalone'));
});
afterAll(async () => {
  await holdfast.stopAll();
  await gate.close();
  await receiver.stop();
  await replica.stop();
  await world.close();
});

/** On a busy machine a process may still be making its connections of before again: then it says so, and is asked again. */
async function accepted(): Promise<Backup> {
  for (let tries = 0; tries < PATIENCE_SECONDS * 2; tries += 1) {
    const { body, status } = await api.start('a');
    if (status === 202) return body;
    expect(status).toBe(503);
    await sleep(500);
  }
  throw new Error('no run was accepted');
}

async function insidePause(): Promise<Run> {
  await world.untilQuiet('a');
  await world.patch('a', { elasticsearch: { snapshotDurationMs: 25_000 } });
  const body = await accepted();
  await api.until('a', body.backupId, (now) =>
    now.steps.some((step) => step.name === 'snapshot-records' && step.attempts === 1),
  );
  expect(await world.phases('a')).toEqual(['SOFT_PAUSED', 'SOFT_PAUSED']);
  return body.run!;
}

const exports = async (): Promise<boolean> =>
  (await world.phases('a')).every((phase) => phase === 'EXPORTING');

/** By the effect log of the simulator, which is the truth about when exporting was paused and resumed. */
async function pausedMs(mark: number): Promise<number> {
  const calls = (await world.effects('a', mark)).filter(isCall);
  const at = (verb: string): number =>
    Date.parse(calls.find(({ path }) => path.includes(`/exporting/${verb}`))!.at);
  return at('resume') - at('pause');
}

async function endsTruthfully({ setId: backupId }: Run): Promise<void> {
  await world.patch('a', { elasticsearch: { snapshotDurationMs: 150 } });
  expect(await api.done('a', backupId)).toMatchObject({ outcome: 'failed', exporting: 'running' });
  await api.ready();
}

async function nextCompletes(): Promise<void> {
  await world.clearFaults('a');
  await world.untilQuiet('a');
  const { body, status } = await api.start('a');
  expect(status).toBe(202);
  expect(await api.done('a', body.backupId)).toMatchObject({ outcome: 'completed', exporting: 'running' });
}

interface Trouble {
  begin: (redis: Redis) => Promise<unknown>;
  end: (redis: Redis) => Promise<unknown>;
  says: RegExp;
}

const REFUSALS: [string, Trouble][] = [
  [
    'OOM',
    {
      begin: (redis) => redis.config('SET', 'maxmemory', '100kb'),
      end: (redis) => redis.config('SET', 'maxmemory', '0'),
      says: /Redis refuses writes: OOM .*Nothing was changed/,
    },
  ],
  [
    'NOREPLICAS',
    {
      begin: (redis) => redis.config('SET', 'min-replicas-to-write', '1'),
      end: (redis) => redis.config('SET', 'min-replicas-to-write', '0'),
      says: /Redis refuses writes: NOREPLICAS .*Nothing was changed/,
    },
  ],
  [
    'READONLY without a new primary',
    {
      begin: (redis) => redis.replicaof('127.0.0.1', 1),
      end: (redis) => redis.replicaof('NO', 'ONE'),
      says: /Redis refuses writes: READONLY .*Nothing was changed/,
    },
  ],
  [
    'MISCONF',
    {
      begin: (redis) => failSnapshot(redis),
      // Without `save`: a server that cannot write its snapshot does not end either.
      end: (redis) =>
        redis.config('SET', 'stop-writes-on-bgsave-error', 'no').then(() => redis.config('SET', 'save', '')),
      says: /Redis refuses writes: MISCONF .*Nothing was changed/,
    },
  ],
];

/** Redis cannot write a snapshot where a directory has its name. */
async function failSnapshot(redis: Redis): Promise<void> {
  await world.redis.blockSnapshots();
  await redis.config('SET', 'stop-writes-on-bgsave-error', 'yes');
  await redis.config('SET', 'save', '3600 1');
  await redis.bgsave().catch(() => undefined);
  await until('the snapshot has failed', async () =>
    (await redis.info('persistence')).includes('rdb_last_bgsave_status:err'),
  );
}

describe('a Redis that refuses writes inside the pause', () => {
  it.each(REFUSALS)('(%s) does not keep exporting paused', async (name, { begin, end, says }) => {
    const mark = await world.mark('a');
    const run = await insidePause();
    const redis = new Redis(world.redis.url);
    try {
      await begin(redis);
      await isRefused(`/api/v1/clusters/a/backups/${run.setId}/cancel`, undefined, says);
      await isRefused('/api/v1/clusters/a/lock/break', { fence: run.fence }, says);
      expect((await api.call('/health/ready')).status).toBe(503);
      await until('exporting runs again', exports);
      expect(await pausedMs(mark)).toBeLessThan(BUDGET_MS + RECONCILE_MS);
      expect((await api.post('/api/v1/clusters/a/exporting/resume')).status).toBe(200);
      if (name === 'OOM') await alertIsSent();
    } finally {
      await end(redis);
      redis.disconnect();
    }
    await endsTruthfully(run);
    await nextCompletes();
  });
});

/** Never anything but a 503; one that comes while a connection is just being made again says only that. */
async function isRefused(path: string, body: unknown, says: RegExp): Promise<void> {
  await until(`${path} says ${String(says)}`, async () => {
    const answer = await api.post<Problem>(path, body);
    expect(answer.status).toBe(503);
    return says.test(answer.body.detail);
  });
}

/** Redis cannot keep it, so it comes from memory. */
async function alertIsSent(): Promise<void> {
  const sent = (): number =>
    receiver.at('/hook').filter(({ body }) => body.includes('redis-unusable') && body.includes('OOM')).length;
  await until('the alert is sent', () => Promise.resolve(sent() > 0));
  const { body } = await api.call<{ items: { kind: string }[] }>('/api/v1/alerts');
  expect(body.items.map(({ kind }) => kind)).toContain('redis-unusable');
  expect(sent()).toBe(1);
}

describe('a Redis that accepts and never answers', () => {
  it('does not keep exporting paused, and is connected to again when it answers', async () => {
    const mark = await world.mark('a');
    const run = await insidePause();
    world.redis.freeze();
    try {
      await until('exporting runs again', exports);
      expect(await pausedMs(mark)).toBeLessThan(BUDGET_MS + RECONCILE_MS);
      expect((await api.post('/api/v1/clusters/a/exporting/resume')).status).toBe(200);
      expect((await api.call('/health/live')).status).toBe(200);
    } finally {
      world.redis.thaw();
    }
    await endsTruthfully(run);
    await nextCompletes();
  });

  it('and whose connections are dead is replaced by one that answers', async () => {
    gate.blackhole();
    await until('it is noticed', async () => (await api.call('/health/ready')).status === 503);
    // Only new connections get through: the old ones stay open and silent.
    gate.letNewThrough();
    await api.ready();
    await nextCompletes();
  });
});

describe('a failover that leaves connections to the former primary', () => {
  it('is followed by every connection, without a restart', async () => {
    const former = new Redis(world.redis.url);
    const next = new Redis(replica.url);
    try {
      await former.config('SET', 'repl-diskless-sync-delay', '0');
      await next.replicaof('127.0.0.1', Number(new URL(world.redis.url).port));
      await until('the replica has everything', async () =>
        (await next.info('replication')).includes('master_link_status:up'),
      );
      await next.replicaof('NO', 'ONE');
      gate.pointTo(replica.url);
      await former.replicaof('127.0.0.1', Number(new URL(replica.url).port));
      // The first write tells that the former primary is one no more; until then a request may be refused.
      await until('a backup is accepted', async () => {
        const { body, status } = await api.start('a');
        if (status !== 202) return false;
        return (await api.done('a', body.backupId)).outcome === 'completed';
      });
      await until('no connection is left behind', async () => {
        const clients = String(await former.client('LIST', 'TYPE', 'NORMAL'))
          .trim()
          .split('\n');
        return clients.length === 1;
      });
    } finally {
      former.disconnect();
      next.disconnect();
    }
  });
});
