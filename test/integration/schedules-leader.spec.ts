import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Queue } from 'bullmq';
import { Redis } from 'ioredis';
import { setTimeout as sleep } from 'node:timers/promises';
import { QUEUE_PREFIX, type Slot } from '#contracts';
import { Api } from '../support/api.ts';
import { ClusterApi, until } from '../support/cluster-api.ts';
import { HoldfastProcesses } from '../support/holdfast.ts';
import { backupsTaken, SchedulesApi } from '../support/schedules-api.ts';
import { clusterConfig, World } from '../support/world.ts';

/** One after the other: what each test leaves behind is where the next one begins. */
let world: World;
let one: HoldfastProcesses;
let other: HoldfastProcesses;
let queue: Queue;
let schedules: SchedulesApi;
let oneAddress: string;
let otherAddress: string;

beforeAll(async () => {
  world = await World.create(['a'], { standalone: false });
  const config = {
    http: { port: 0 },
    lock: { lease: '5s' },
    steps: { pollMin: '20ms', pollMax: '100ms', callTimeout: '4s', settleTimeout: '0s' },
    clusters: [
      {
        ...clusterConfig(world.simulator, 'a', '60s'),
        schedules: [{ name: 'often', cron: '*/3 * * * * *', catchUp: '10s' }],
      },
    ],
  };
  [one, other] = [
    new HoldfastProcesses(world.redis.url, config),
    new HoldfastProcesses(world.redis.url, config),
  ];
  oneAddress = await one.start('standalone');
  schedules = new SchedulesApi(new Api(oneAddress), 'a');
  otherAddress = await other.start('standalone');
  queue = new Queue('schedules', { connection: { url: world.redis.url }, prefix: QUEUE_PREFIX });
});
afterAll(async () => {
  await queue.close();
  await one.stopAll();
  await other.stopAll();
  await world.close();
});

const started = ({ result }: Slot) => result === 'started';
const says = (apps: HoldfastProcesses, what: string) =>
  until(
    () => Promise.resolve(apps.log('standalone')),
    (log) => log.includes(what),
  );

/** Every backup that was taken is the one run of one planned time. */
async function expectOneRunPerSlot(): Promise<void> {
  const { recent, counts } = await schedules.find('often');
  expect(new Set(recent.map(({ plannedAt }) => plannedAt)).size).toBe(recent.length);
  const begun = recent.filter(started).map(({ backupId }) => backupId!);
  expect(begun).toHaveLength(counts.started);
  const taken = await backupsTaken(world, 'a');
  expect(new Set(taken).size).toBe(taken.length);
  expect(begun).toEqual(expect.arrayContaining(taken));
}

describe('two coordinators', () => {
  it('start one run for each planned time, and one of them leads', async () => {
    await schedules.until('often', ({ recent }) => recent.filter(started).length >= 4);
    await expectOneRunPerSlot();
    expect(one.log('standalone')).toContain('leads now');
    expect(other.log('standalone')).not.toContain('leads now');
  });

  it('continue when the leader is killed: the other one leads, and recovers what BullMQ lost', async () => {
    const { next } = (await queue.getJobScheduler('a.often'))!;
    // As if the job had been deleted in Bull Board.
    const client = new Redis(world.redis.url);
    await client.zrem(queue.toKey('delayed'), `repeat:a.often:${next}`);
    client.disconnect();
    await one.stop('standalone', 'SIGKILL');
    schedules = new SchedulesApi(new Api(otherAddress), 'a');
    const killedAt = Date.now();
    await says(other, 'leads now');
    await says(other, 'schedule a.often was set to');
    // BullMQ has a job for its next time again.
    await until(
      async () => {
        const scheduler = await queue.getJobScheduler('a.often');
        return queue.getJobState(`repeat:a.often:${scheduler?.next}`);
      },
      (state) => state === 'delayed',
    );
    const isNoted = (slot: Slot) =>
      started(slot) && slot.outcome === 'completed' && Date.parse(slot.plannedAt) > killedAt;
    await schedules.slot('often', isNoted);
    await expectOneRunPerSlot();
  });
});

describe('after an absence', () => {
  it('the newest planned time starts a run, and all others are missed', async () => {
    const before = await schedules.find('often');
    await other.stop('standalone', 'SIGKILL');
    const last = Date.parse(before.recent[0]!.plannedAt);
    // A time of its own: the absence has to be as long as several planned times are apart.
    await sleep(12_500);
    const back = Date.now();
    oneAddress = await one.start('standalone');
    schedules = new SchedulesApi(new Api(oneAddress), 'a');
    const passed = ({ plannedAt }: Slot) =>
      Date.parse(plannedAt) > last + 3_000 && Date.parse(plannedAt) <= back;
    const after = await schedules.until('often', ({ recent }) =>
      recent.some((slot) => started(slot) && Date.parse(slot.plannedAt) > last + 3_000),
    );
    const results = after.recent.filter(passed).map(({ result }) => result);
    expect(results.length).toBeGreaterThanOrEqual(3);
    // Those that came while it started up may be decided together with the others, or on their own.
    expect(results.slice(1).filter((result) => result === 'started').length).toBeLessThanOrEqual(1);
    expect(after.counts.missed - before.counts.missed).toBeGreaterThanOrEqual(results.length - 2);
    await expectOneRunPerSlot();
  });

  it('of Redis and a loss of its data, nothing is replayed, and planned times start runs again', async () => {
    await schedules.pause('often', 'quiet');
    await schedules.until('often', ({ recent }) =>
      recent.every(({ result, outcome }) => result !== 'started' || outcome !== null),
    );
    const taken = (await backupsTaken(world, 'a')).length;
    await sleep(4_100);
    await world.redis.flush();
    const lostAt = Date.now();
    const first = await schedules.slot('often', started);
    expect(Date.parse(first.plannedAt)).toBeGreaterThan(lostAt);
    const { recent } = await schedules.find('often');
    // Not one of the times that were planned before: neither run nor called missed.
    expect(recent.every(({ plannedAt }) => Date.parse(plannedAt) > lostAt)).toBe(true);
    await until(
      () => backupsTaken(world, 'a'),
      (now) => now.length > taken,
    );
    expect((await queue.getJobScheduler('a.often'))?.pattern).toBe('*/3 * * * * *');
    const api = new ClusterApi(new Api(oneAddress), 'a');
    await until(
      () => api.list(),
      ({ items }) => items.some(({ run, set }) => run === null && set?.state === 'unverified'),
    );
  });
});

describe('a schedule that is no longer configured', () => {
  it('is removed from BullMQ by the next leader', async () => {
    const bare = new HoldfastProcesses(world.redis.url, {
      http: { port: 0 },
      lock: { lease: '5s' },
      steps: { callTimeout: '4s' },
      clusters: [clusterConfig(world.simulator, 'a', '60s')],
    });
    await one.stop('standalone');
    await bare.start('standalone');
    await says(bare, 'schedule a.often is configured no more');
    expect(await queue.getJobSchedulers(0, -1, true)).toEqual([]);
    await bare.stopAll();
  });
});
