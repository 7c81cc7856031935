import { setTimeout as sleep } from 'node:timers/promises';
import { everywhere, inEachPhase, insideThePause, type Fault } from './fault.ts';
import {
  BUSY,
  HANG,
  LOADING,
  MISCONF,
  NOAUTH,
  OOM,
  READONLY,
  type RedisCondition,
} from './redis-refusals.ts';
import { AWAY_MS, FORMER_MS, LAG_MS, REDIS_DOWN_MS } from './timing.ts';

/** Longer than the pause budget and the time that is added to it. */
const redisOfNoUse = (
  id: string,
  short: string,
  condition: RedisCondition,
  fits = insideThePause,
): Fault => ({
  id,
  short,
  fits,
  redis: 'occupies',
  inject: async (bench) => {
    await condition.begin(bench.redis);
    return { aftermath: sleep(AWAY_MS).then(() => condition.end(bench.redis)) };
  },
});

/** What can happen to Redis at any point, and is over soon. */
const atOnce = (id: string, short: string, inject: Fault['inject']): Fault => ({
  ...{ id, short, inject, fits: everywhere, redis: 'touches' },
});

/** Redis dies, loses everything, or runs but cannot be used. */
export const REDIS_FAULTS: readonly Fault[] = [
  atOnce('redis-kill', 'rKill', async (bench) => {
    await bench.killRedis();
    return { aftermath: sleep(REDIS_DOWN_MS).then(() => bench.startRedis()) };
  }),
  atOnce('redis-flush', 'rFlsh', async (bench) => {
    await bench.flushRedis();
    return {};
  }),
  atOnce('redis-failover', 'rFail', async (bench) => {
    const former = await bench.failOver();
    return { aftermath: sleep(FORMER_MS).then(() => former.stop()) };
  }),
  atOnce('redis-setback', 'rBack', async (bench) => {
    const takeOver = await bench.lag();
    return { aftermath: sleep(LAG_MS).then(takeOver) };
  }),
  redisOfNoUse('redis-readonly', 'rRead', READONLY),
  redisOfNoUse('redis-oom', 'rOom', OOM),
  redisOfNoUse('redis-misconf', 'rMisc', MISCONF),
  redisOfNoUse('redis-hang', 'rHang', HANG),
  redisOfNoUse('redis-busy', 'rBusy', BUSY, inEachPhase),
  redisOfNoUse('redis-noauth', 'rAuth', NOAUTH, inEachPhase),
  redisOfNoUse('redis-loading', 'rLoad', LOADING, inEachPhase),
  {
    id: 'redis-half-open',
    short: 'rHalf',
    fits: inEachPhase,
    inject: (bench) => {
      bench.loseConnections();
      return Promise.resolve({});
    },
  },
];
