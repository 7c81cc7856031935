import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Redis } from 'ioredis';
import { setTimeout as sleep } from 'node:timers/promises';
import { Api } from '../support/api.ts';
import { until } from '../support/cluster-api.ts';
import { clientOf, HistoryWriter } from '../support/history-world.ts';
import { World } from '../support/world.ts';

const KEPT = 10;
const RUNS = 2_000;
const KEYS = '{holdfast:a}';

let world: World;
let redis: Redis;
beforeAll(async () => {
  const config = { history: { keep: { count: KEPT } } };
  world = await World.create(['a'], { standalone: false, lease: '2s', steps: { callTimeout: '1s' }, config });
  redis = await clientOf(world.redis.url);
  // As an earlier release left them.
  await new HistoryWriter(redis, 'a').fill(1, RUNS);
});
afterAll(async () => {
  redis.disconnect();
  await world.close();
});

/** Numbers in the index, of the records and of the journals: where a run is whole, all three are the same. */
async function found(): Promise<Record<'index' | 'records' | 'journals', number[]>> {
  const [index, keys] = [await redis.zrange(`${KEYS}:runs`, '0', '-1'), await redis.keys(`${KEYS}:*`)];
  const numbersOf = (name: string): number[] =>
    keys
      .filter((key) => key.startsWith(`${KEYS}:${name}:`))
      .map((key) => Number(key.slice(`${KEYS}:${name}:`.length)))
      .sort((a, b) => a - b);
  return { index: index.map(Number), records: numbersOf('run'), journals: numbersOf('journal') };
}

/** Waits until some runs more are gone, then kills the process in the middle of it. @returns how many are left */
async function killWhileTrimming(): Promise<number> {
  const before = await redis.zcard(`${KEYS}:runs`);
  await until(
    async () => (await redis.zcard(`${KEYS}:runs`)) < before,
    (isTrimming) => isTrimming,
  );
  await world.holdfast.stop('standalone', 'SIGKILL');
  return redis.zcard(`${KEYS}:runs`);
}

describe('a coordinator that is killed while it trims a long history', () => {
  it('leaves every run either whole or gone, and the next process finishes', async () => {
    for (let kills = 0; kills < 3; kills += 1) {
      await world.holdfast.start('standalone');
      const left = await killWhileTrimming();
      expect(left).toBeGreaterThan(KEPT);
      const { index, records, journals } = await found();
      expect(records).toEqual(index);
      expect(journals).toEqual(index);
      expect(index).toHaveLength(left);
    }
    const api = new Api(await world.holdfast.start('standalone'));
    await until(
      () => redis.zcard(`${KEYS}:runs`),
      (left) => left === KEPT,
    );
    const kept = Array.from({ length: KEPT }, (_, index) => RUNS - KEPT + 1 + index);
    expect(await found()).toEqual({ index: kept, records: kept, journals: kept });
    const { body } = await api.call<{ items: { number: number }[]; next: string | null }>(
      '/api/v1/clusters/a/runs?limit=100',
    );
    expect(body.items.map(({ number }) => number)).toEqual(kept.toReversed());
    expect(body.next).toBeNull();
    expect(await redis.hgetall(`${KEYS}:trimmed`)).toMatchObject({
      upTo: String(RUNS - KEPT),
      runs: String(RUNS - KEPT),
    });
    // Nothing more goes, however often it is looked.
    await sleep(100);
    expect((await found()).index).toEqual(kept);
  });
});
