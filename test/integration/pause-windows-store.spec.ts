import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Redis } from 'ioredis';
import { PauseWindows, type RunReference } from '#redis';
import { provideClient } from '../support/store-client.ts';
import type { TestRedis } from '../support/redis.ts';
import { until } from '../support/until.ts';

const FOREVER_MS = 600_000;

let server: TestRedis;
let redis: Redis;
beforeAll(async () => {
  ({ server, redis } = await provideClient());
});
afterAll(async () => {
  redis.disconnect();
  await server.stop();
});
beforeEach(() => redis.flushall());

/** Those of one process. */
function windows({ most = 2, leaseMs = FOREVER_MS, patienceMs = FOREVER_MS } = {}): PauseWindows {
  return new PauseWindows(redis, { most, leaseMs, patienceMs });
}
const run = (cluster: string): RunReference => ({
  ...{ cluster, kind: 'backup', number: 1, runId: `run-of-${cluster}`, fence: 1 },
});
const isOpen = async (of: PauseWindows, cluster: string) => (await of.enter(run(cluster))).isOpen;

describe('pause windows', () => {
  it('are as many as may be open in all processes together', async () => {
    const [here, there] = [windows(), windows()];
    expect([await isOpen(here, 'a'), await isOpen(there, 'b')]).toEqual([true, true]);
    expect(await there.enter(run('c'))).toEqual({ isOpen: false, open: 2, before: 0 });
    expect(await here.enter(run('d'))).toEqual({ isOpen: false, open: 2, before: 1 });
    // Asked twice, a run has one place in the line, and one window.
    expect(await here.enter(run('d'))).toEqual({ isOpen: false, open: 2, before: 1 });
    expect(await isOpen(there, 'a')).toBe(true);
  });

  it('are given to the first in line once they are free, and not to one that came later', async () => {
    const all = windows({ most: 1 });
    for (const cluster of ['a', 'b', 'c']) await all.enter(run(cluster));
    await all.leave(run('a'));
    expect(await isOpen(all, 'c')).toBe(false);
    expect(await isOpen(all, 'b')).toBe(true);
    await all.leave(run('b'));
    expect(await isOpen(all, 'c')).toBe(true);
  });

  it('are not kept for one of the first that does not ask, where another one of them does', async () => {
    const all = windows({ most: 2 });
    for (const cluster of ['a', 'b', 'dead', 'c', 'd']) await all.enter(run(cluster));
    await all.leave(run('a'));
    expect(await isOpen(all, 'd')).toBe(false);
    expect(await isOpen(all, 'c')).toBe(true);
  });

  it('are free again when no process has held them for a lease', async () => {
    const dying = windows({ most: 1, leaseMs: 200 });
    const other = windows({ most: 1 });
    expect(await isOpen(dying, 'a')).toBe(true);
    expect(await isOpen(other, 'b')).toBe(false);
    await until('the window of a lost run is free', () => isOpen(other, 'b'));
  });

  it('are held by every process that works inside the pause, also beyond the limit', async () => {
    const [here, there] = [windows({ most: 1 }), windows({ most: 1 })];
    await here.hold(run('a'));
    await there.hold(run('b'));
    expect(await here.enter(run('c'))).toEqual({ isOpen: false, open: 2, before: 0 });
    await here.leave(run('a'));
    expect(await isOpen(here, 'c')).toBe(false);
    await there.leave(run('b'));
    expect(await isOpen(here, 'c')).toBe(true);
  });

  it('forget a run in line that does not ask again, so that it keeps none waiting', async () => {
    const all = windows({ most: 1, patienceMs: 200 });
    await all.enter(run('a'));
    for (const cluster of ['dead', 'b']) await all.enter(run(cluster));
    await all.leave(run('a'));
    await until('a run that died in line is passed by', () => isOpen(all, 'b'));
  });

  it('leave nothing behind', async () => {
    const all = windows({ most: 1 });
    for (const cluster of ['a', 'b']) await all.enter(run(cluster));
    for (const cluster of ['a', 'b', 'b']) await all.leave(run(cluster));
    expect(await redis.keys('*')).toEqual([]);
  });
});
