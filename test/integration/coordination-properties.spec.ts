import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createRedis, LeaseStore, RunStore, waitForRedis } from '#redis';
import { ClusterModel } from '../support/coordination/model.ts';
import { tally, type Holder } from '../support/coordination/move.ts';
import { MAX_COMMANDS, moves } from '../support/coordination/moves.ts';
import { provideRedis, type TestRedis } from '../support/redis.ts';

/** Another seed looks at other orders: HOLDFAST_SEED=<number>. What fails is printed with seed and path. */
const SEED = Number(process.env.HOLDFAST_SEED ?? 20_260_101);
const RUNS = 200;

let server: TestRedis;
let holders: Holder[];
let clusters = 0;
const newCluster = (): ClusterModel => new ClusterModel(`p${(clusters += 1)}`);

beforeAll(async () => {
  server = await provideRedis();
  const connect = async (leaseMs: number, index: number): Promise<Holder> => {
    const redis = createRedis({ url: server.url }, () => undefined);
    await waitForRedis(redis, 60_000);
    const name = `holder-${index}`;
    return { name, leaseMs, redis, store: new RunStore(redis), leases: new LeaseStore(redis, name, leaseMs) };
  };
  holders = await Promise.all([20_000, 30_000, 40_000].map(connect));
  // What survives a crash is not looked at here, and an fsync for each of thousands of writes is slow.
  await holders[0]!.redis.config('SET', 'appendonly', 'no');
});
afterAll(async () => {
  for (const { redis } of holders) redis.disconnect();
  await server.stop();
});

describe('the scripts under any order of commands', () => {
  it(`do what the model says, for ${RUNS} runs of up to ${MAX_COMMANDS} commands (seed ${SEED})`, async () => {
    await fc.assert(
      fc.asyncProperty(moves, async (commands) => {
        const model = { clusters: [newCluster(), newCluster()], handles: [], asked: 0 };
        await fc.asyncModelRun(() => ({ model, real: holders }), commands);
      }),
      { seed: SEED, numRuns: RUNS },
    );
  });

  it('and every command had each of its results, so that no case was left out', () => {
    for (const end of [
      ...['begin: ok', 'begin: busy', 'begin: open', 'begin: id'],
      ...['renew: ok', 'renew: fenced', 'write: ok', 'write: fenced', 'write: illegal'],
      ...['take over: ok', 'take over: refused', 'race to take over: ok', 'expire: ok', 'lose *: lost'],
      ...['cancel: ok', 'cancel: already', 'cancel: done', 'cancel: missing'],
    ])
      expect({ [end]: tally.has(end) }).toEqual({ [end]: true });
  });
});
