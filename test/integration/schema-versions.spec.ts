import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Queue } from 'bullmq';
import { Redis } from 'ioredis';
import { setTimeout as sleep } from 'node:timers/promises';
import { QUEUE_PREFIX, type DoctorReport, type RunList } from '#contracts';
import { STATE_VERSION_KEY } from '#redis';
import { Api } from '../support/api.ts';
import { PATIENCE_SECONDS } from '../support/patience.ts';
import { contentsOf, runKeysOf } from '../support/redis-contents.ts';
import { World } from '../support/world.ts';

/** A newer version of Holdfast has written to the same Redis. The records are changed by hand: there is no such version. */
const NEWER = 99;

let world: World;
let api: Api;
let redis: Redis;
beforeAll(async () => {
  world = await World.create(['a', 'b'], { pauseBudget: '10s', lease: '5s', steps: { callTimeout: '1s' } });
  ({ api } = world);
  redis = new Redis(world.redis.url);
});
afterAll(async () => {
  redis.disconnect();
  await world.close();
});

const log = (): string => world.holdfast.log('standalone');
/** The log is JSON. */
const logged = (text: string): boolean => log().includes(JSON.stringify(text).slice(1, -1));

async function until(isTrue: () => boolean | Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < PATIENCE_SECONDS * 10; tries += 1) {
    if (await isTrue()) return;
    await sleep(100);
  }
  throw new Error('it did not come about');
}

async function restart(between: () => Promise<unknown>): Promise<void> {
  await world.holdfast.stop('standalone', 'SIGKILL');
  await between();
  api = new Api(await world.holdfast.start('standalone'));
}

/** What the doctor finds that this build cannot read. */
async function doctorFinds(): Promise<string[]> {
  const { body } = await api.call<DoctorReport>('/api/v1/doctor?cluster=b');
  return body.checks
    .filter(({ name, status }) => name === 'schema' && status === 'critical')
    .map(({ message, remedy }) => `${message} ${remedy ?? ''}`);
}

describe('a run that a newer version has started', () => {
  it('is left as it is, and exporting runs again after its deadline', async () => {
    await world.patch('a', { elasticsearch: { snapshotDurationMs: 300_000 } });
    const { body } = await api.start('a');
    const { backupId } = body;
    await api.until('a', backupId, (run) =>
      run.steps.some((step) => step.name === 'snapshot-records' && step.attempts > 0),
    );
    expect(await world.phases('a')).toEqual(['SOFT_PAUSED', 'SOFT_PAUSED']);
    const key = `{holdfast:a}:run:${backupId}`;
    await restart(() => redis.hset(key, 'schemaVersion', NEWER));
    const before = await contentsOf(world.redis.url, ...runKeysOf('a'));
    expect(Object.keys(before).length).toBeGreaterThanOrEqual(6);

    await until(async () => (await world.phases('a')).every((phase) => phase === 'EXPORTING'));
    const line = `run ${backupId} of cluster "a" has schema version ${NEWER}, and this build reads 0 and 1; it is left as it is. A newer version of Holdfast wrote it: run that version, or a later one.`;
    await until(() => logged(line));
    const ready = await api.call<{ info: { schema: { warning: string } } }>('/health/ready');
    expect(ready).toMatchObject({
      status: 200,
      body: { info: { schema: { warning: line.replace(/^run .* has/, 'a run has') } } },
    });
    expect(await doctorFinds()).toEqual([line]);

    const refused = { status: 503, body: { type: 'urn:holdfast:problem:unreadable-record' } };
    const backup = `/api/v1/clusters/a/backups/${backupId}`;
    expect(await api.start('a')).toMatchObject(refused);
    expect(await api.call(backup)).toMatchObject(refused);
    expect(await api.post(`${backup}/cancel`)).toMatchObject(refused);
    const fence = Number(await redis.get('{holdfast:a}:fence'));
    expect(await api.post('/api/v1/clusters/a/lock/break', { fence })).toMatchObject(refused);
    const runs = await api.call<RunList>('/api/v1/clusters/a/runs');
    expect(runs).toMatchObject({ status: 200, body: { items: [] } });
    expect(await contentsOf(world.redis.url, ...runKeysOf('a'))).toEqual(before);

    // Another cluster is not held up by it.
    const other = await api.start('b');
    expect(await api.done('b', other.body.backupId)).toMatchObject({ outcome: 'completed' });

    // The version that can read it ends it: its jobs were neither failed away nor lost.
    await redis.hset(key, 'schemaVersion', 1);
    expect(await api.done('a', backupId)).toMatchObject({ outcome: 'failed', exporting: 'running' });
    await until(async () => (await doctorFinds()).length === 0);
  });
});

describe('a job of a version that no worker can read', () => {
  it('waits, unchanged, until a worker can', async () => {
    const queue = new Queue('records', {
      connection: { url: world.redis.url },
      prefix: QUEUE_PREFIX,
    });
    try {
      const data = { schemaVersion: NEWER, what: 'another form' };
      const job = await queue.add('snapshot-records', data, { jobId: 'of-a-newer-version', attempts: 1 });
      const line = `job snapshot-records (of-a-newer-version) has schema version ${NEWER}`;
      await until(() => logged(line));
      await sleep(3_000);
      expect(['delayed', 'active', 'waiting']).toContain(await job.getState());
      const stored = await queue.getJob('of-a-newer-version');
      expect(stored).toMatchObject({ data, attemptsMade: 0 });
      expect(stored!.failedReason).toBeUndefined();
      expect(await doctorFinds()).toEqual([expect.stringContaining(line)]);
      const ready = await api.call<{ info: { schema: { warning: string } } }>('/health/ready');
      expect(ready.body.info.schema.warning).toContain(`a job has schema version ${NEWER}`);
      await until(() => job.remove().then(() => true, () => false)); // prettier-ignore
    } finally {
      await queue.close();
    }
  });
});

describe('state of a version that this build cannot read', () => {
  it('is neither read nor written; the process is not ready, and is again when it can', async () => {
    const patterns = ['{holdfast:*', '{holdfast}:audit*', '{holdfast}:notifications', '{holdfast}:schema'];
    const before = await contentsOf(world.redis.url, ...patterns);
    expect(before[STATE_VERSION_KEY]).toBe('"1"');
    await redis.set(STATE_VERSION_KEY, NEWER);
    const changed = await contentsOf(world.redis.url, ...patterns);
    const line = `the state in Redis (${STATE_VERSION_KEY}) has schema version`;
    await until(() => logged(line));
    const ready = await api.call<{ error: { schema: { message: string } } }>('/health/ready');
    expect(ready.status).toBe(503);
    expect(ready.body.error.schema.message).toContain(`the state in Redis has schema version ${NEWER}`);
    expect(await api.start('b')).toMatchObject({
      status: 503,
      body: { type: 'urn:holdfast:problem:unreadable-record' },
    });
    expect(await api.post('/api/v1/clusters/b/backups/1/keep')).toMatchObject({ status: expect.any(Number) });
    await until(() => logged('no longer leads'));
    expect(await contentsOf(world.redis.url, ...patterns)).toEqual(changed);
    expect((await api.call('/health/live')).status).toBe(200);

    await redis.set(STATE_VERSION_KEY, '1');
    await api.ready();
    const next = await api.start('b');
    expect(await api.done('b', next.body.backupId)).toMatchObject({ outcome: 'completed' });
  });
});
