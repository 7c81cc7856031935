import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Redis } from 'ioredis';
import {
  AlertStore,
  LatePartNotes,
  LeaseStore,
  RunStore,
  STATE_VERSION_KEY,
  StateVersion,
  type PauseIntent,
  type RunReference,
} from '#redis';
import { SCHEMAS, UnreadableRecord } from '#domain';
import { contentsOf } from '../support/redis-contents.ts';
import { provideClient } from '../support/store-client.ts';
import type { TestRedis } from '../support/redis.ts';
import { aRun, anEntry } from '../support/runs.ts';

let server: TestRedis;
let redis: Redis;
let store: RunStore;
let leases: LeaseStore;

beforeAll(async () => {
  ({ server, redis } = await provideClient());
  store = new RunStore(redis);
  leases = new LeaseStore(redis, 'me', 30_000);
});
afterAll(async () => {
  redis.disconnect();
  await server.stop();
});
beforeEach(() => redis.flushall());

const RUN_KEY = '{holdfast:prod}:run:100';
const PAUSE_KEY = '{holdfast:prod}:pause-intent';
const begin = (number: number): Promise<number> =>
  store.begin(aRun({ number, runId: `run-${number}` }), {
    holder: 'me',
    leaseMs: 30_000,
    now: new Date(),
    entry: anEntry('accepted'),
  });

/** A run that is open, with its pause on record. */
async function open(): Promise<RunReference> {
  const run: RunReference = {
    cluster: 'prod',
    kind: 'backup',
    number: 100,
    runId: 'run-100',
    fence: await begin(100),
  };
  await store.write(run, { intent: intentOf(run) });
  return run;
}
const intentOf = ({ kind, number, runId, fence }: RunReference): PauseIntent => ({
  ...{ kind, number, runId, fence },
  deadline: 5_000,
});

const newer = String(SCHEMAS.run.version + 1);

describe('a run of a version that this build cannot read', () => {
  const attempts: [string, (run: RunReference) => Promise<unknown>][] = [
    ['written', (run) => store.write(run, { fields: [['phase', 'done']], intent: 'clear', release: true })],
    ['renewed', (run) => leases.renew(run)],
    ['taken over', (run) => leases.takeOver(run)],
    ['broken into', (run) => leases.break(run, anEntry('broken'))],
    ['cancelled', (run) => store.requestCancel('prod', run.number, anEntry('cancel'))],
    ['read', (run) => store.find('prod', run.number)],
    ['passed over for its end', () => store.requireNewest('prod')],
    ['robbed of its pause', () => store.dropEndedPause('prod')],
    // Its lease may have run out, and its phase is no word that this build knows.
    ['overtaken by another run', () => redis.del('{holdfast:prod}:lock').then(() => begin(200))],
  ];

  it.each(attempts)('is not %s', async (_, attempt) => {
    const run = await open();
    await redis.hset(RUN_KEY, 'schemaVersion', newer);
    await redis.hdel(RUN_KEY, 'phase');
    const before = await contentsOf(server.url, '{holdfast:prod}:[^l]*');
    await expect(attempt(run)).rejects.toThrow(UnreadableRecord);
    await expect(attempt(run)).rejects.toThrow(
      `run 100 of cluster "prod" has schema version ${newer}, and this build reads 0 and 1; it is left as it is. A newer version`,
    );
    expect(await contentsOf(server.url, '{holdfast:prod}:[^l]*')).toEqual(before);
  });

  it('gets no note of a late part, and no number above it is given out', async () => {
    const run = await open();
    await store.write(run, { fields: [['phase', 'done']] });
    await redis.hset(RUN_KEY, 'schemaVersion', newer);
    const before = await contentsOf(server.url, '{holdfast:prod}:*');
    expect(await new LatePartNotes(redis).note(run, 'snapshot x', anEntry('late'))).toBe(false);
    expect(await store.raiseLastId('prod', 500)).toBe(false);
    expect(await contentsOf(server.url, '{holdfast:prod}:*')).toEqual(before);
  });

  it('is left out of a list, and its page is filled with the runs before it', async () => {
    for (const number of [100, 101, 102, 103]) {
      await begin(number);
      await redis.hset(`{holdfast:prod}:run:${number}`, 'phase', 'done');
      await redis.del('{holdfast:prod}:lock');
    }
    await redis.hset('{holdfast:prod}:run:102', 'schemaVersion', newer);
    const numbers = async (limit: number) =>
      (await store.list('prod', { limit })).map(({ number }) => number);
    expect(await numbers(2)).toEqual([103, 101]);
    expect(await numbers(10)).toEqual([103, 101, 100]);
    expect([...(await store.unreadable('prod', [100, 102, 103])).keys()]).toEqual([102]);
  });
});

describe('a run without a version', () => {
  it('is the previous version: it is continued to its end, and does not get another version', async () => {
    const run = await open();
    await redis.hdel(RUN_KEY, 'schemaVersion');
    await leases.renew(run);
    const taken = await leases.takeOver(run);
    await store.write(taken!, { fields: [['phase', 'done']], release: true, intent: 'clear' });
    expect(await store.find('prod', 100)).toMatchObject({ phase: 'done', fence: taken!.fence });
    expect(await redis.hexists(RUN_KEY, 'schemaVersion')).toBe(0);
    expect(await begin(200)).toBeGreaterThan(taken!.fence);
  });

  it('and without a number has an earlier form: it is not touched', async () => {
    const run = await open();
    await redis.hdel(RUN_KEY, 'schemaVersion', 'number');
    await expect(leases.takeOver(run)).rejects.toThrow('let that version finish it');
    await expect(store.find('prod', 100)).rejects.toThrow('has schema version 0 (none)');
  });
});

describe('the pause on record', () => {
  it('has a version; one without it is read as the previous one', async () => {
    const run = await open();
    expect(JSON.parse((await redis.get(PAUSE_KEY))!)).toMatchObject({ schemaVersion: SCHEMAS.pause.version });
    const expected = intentOf(run);
    expect(await store.pauseIntent('prod')).toEqual(expected);
    await redis.set(PAUSE_KEY, JSON.stringify(expected));
    expect(await store.pauseIntent('prod')).toEqual(expected);
  });

  it.each(['clear', 'replace'] as const)('of a newer version is not touched (%s)', async (what) => {
    const run = await open();
    await redis.set(PAUSE_KEY, JSON.stringify({ schemaVersion: 9, owner: 'else' }));
    const before = await contentsOf(server.url, '{holdfast:prod}:*');
    const intent = what === 'clear' ? 'clear' : intentOf(run);
    await expect(store.write(run, { intent })).rejects.toThrow(
      'the pause of cluster "prod" has schema version 9',
    );
    await expect(store.pauseIntent('prod')).rejects.toThrow(UnreadableRecord);
    await expect(store.dropEndedPause('prod')).rejects.toThrow(UnreadableRecord);
    expect(await contentsOf(server.url, '{holdfast:prod}:*')).toEqual(before);
  });
});

describe('the version of the state', () => {
  it('is recorded once, raised from the previous one, and never lowered', async () => {
    const state = new StateVersion(redis);
    await state.require();
    await state.claim();
    expect(await redis.get(STATE_VERSION_KEY)).toBe(String(SCHEMAS.state.version));
    await redis.set(STATE_VERSION_KEY, String(SCHEMAS.state.oldest));
    await state.claim();
    expect(await redis.get(STATE_VERSION_KEY)).toBe(String(SCHEMAS.state.version));
    await redis.set(STATE_VERSION_KEY, '9');
    await expect(state.claim()).rejects.toThrow('has schema version 9');
    expect(await redis.get(STATE_VERSION_KEY)).toBe('9');
  });

  it('that is newer prevents every read and write of a store, and the start of a run', async () => {
    const alert = { cluster: 'prod', kind: 'x', subject: null } as never;
    const alerts = new StateVersion(redis).guard(new AlertStore(redis));
    expect(await alerts.raise(alert)).toBe(true);
    await redis.set(STATE_VERSION_KEY, '9');
    const before = await contentsOf(server.url, '*');
    await expect(alerts.raised('prod')).rejects.toThrow(UnreadableRecord);
    await expect(alerts.clear(alert)).rejects.toThrow(UnreadableRecord);
    await expect(begin(100)).rejects.toThrow(UnreadableRecord);
    await expect(store.raiseLastId('prod', 5)).rejects.toThrow(UnreadableRecord);
    await expect(store.markKnown('prod')).rejects.toThrow(UnreadableRecord);
    expect(await contentsOf(server.url, '*')).toEqual(before);
  });
});
