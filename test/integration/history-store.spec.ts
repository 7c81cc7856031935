import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { HistoryStore, RunStore } from '#redis';
import { UnreadableRecord } from '#domain';
import { clientOf, historyRedis, HistoryWriter, type HistoryRedis } from '../support/history-world.ts';
import { contentsOf } from '../support/redis-contents.ts';
import { anEntry, aRun } from '../support/runs.ts';

const KEYS = '{holdfast:prod}';
const NOW = new Date('2026-11-28T12:00:00.000Z');

let world: HistoryRedis;
let writer: HistoryWriter;
let history: HistoryStore;
beforeAll(async () => {
  world = await historyRedis();
  history = new HistoryStore(world.redis);
});
afterAll(async () => {
  world.redis.disconnect();
  await world.server.stop();
});
beforeEach(async () => {
  await world.redis.flushall();
  writer = new HistoryWriter(world.redis);
  for (const number of [1, 2, 3]) await writer.write({ number, outcome: 'completed' });
});

const trim = (number: number, runId: string | null = `run${number}`) =>
  history.trim('prod', number, { runId, notesOf: number, confirmations: [], now: NOW });
const contents = () => contentsOf(world.server.url, `${KEYS}:*`);

describe('the script that trims a run', () => {
  it('removes all of it at once, and does so again without an effect', async () => {
    expect(await trim(1)).toBe('trimmed');
    expect(await world.redis.exists(`${KEYS}:run:1`, `${KEYS}:journal:1`)).toBe(0);
    expect(await world.redis.zrange(`${KEYS}:runs`, '0', '-1')).toEqual(['2', '3']);
    expect(await history.trimmed('prod')).toEqual({ upTo: 1, runs: 1, at: NOW.toISOString() });
    const before = await contents();
    expect(await trim(1)).toBe('gone');
    expect(await contents()).toEqual(before);
  });

  it('knows the greatest number that went, in any order', async () => {
    await trim(2);
    await trim(1);
    expect(await history.trimmed('prod')).toMatchObject({ upTo: 2, runs: 2 });
  });

  it.each<[string, () => Promise<unknown>, string]>([
    ['is the newest', () => Promise.resolve(), 'last-id'],
    [
      'is the newest on record, below the greatest number',
      () => world.redis.set(`${KEYS}:last-id`, '9'),
      'newest',
    ],
    ['is open', () => world.redis.hset(`${KEYS}:run:3`, 'phase', 'running'), 'open'],
    [
      'has another id than was read',
      () => world.redis.hset(`${KEYS}:run:3`, 'runId', 'other'),
      'another-run',
    ],
  ])('leaves a run alone that %s', async (_, arrange, why) => {
    await arrange();
    const before = await contents();
    expect(await trim(3)).toEqual({ kept: why });
    expect(await contents()).toEqual(before);
  });

  it.each<[string, () => Promise<unknown>, string]>([
    ['owns the lock', () => world.redis.hset(`${KEYS}:lock`, 'runId', 'run1'), 'lock'],
    [
      'owns the pause',
      () => world.redis.set(`${KEYS}:pause-intent`, '{"schemaVersion":1,"runId":"run1"}'),
      'pause',
    ],
    [
      'may own the pause, which this build cannot read',
      () => world.redis.set(`${KEYS}:pause-intent`, '{"schemaVersion":9}'),
      'pause',
    ],
    ['would free its number', () => world.redis.del(`${KEYS}:last-id`), 'last-id'],
  ])('leaves a run alone that %s', async (_, arrange, why) => {
    await arrange();
    const before = await contents();
    expect(await trim(1)).toEqual({ kept: why });
    expect(await contents()).toEqual(before);
  });

  it('leaves a run alone that this build cannot read', async () => {
    await world.redis.hset(`${KEYS}:run:1`, 'schemaVersion', '9');
    const before = await contents();
    await expect(trim(1)).rejects.toThrow(UnreadableRecord);
    expect(await contents()).toEqual(before);
  });

  it('takes a number without a record out of the index, with what is left of its journal', async () => {
    await world.redis.del(`${KEYS}:run:1`);
    expect(await trim(1, null)).toBe('gone');
    expect(await world.redis.exists(`${KEYS}:journal:1`)).toBe(0);
    expect(await world.redis.zrange(`${KEYS}:runs`, '0', '-1')).toEqual(['2', '3']);
    expect(await history.trimmed('prod')).toBeNull();
  });
});

describe('a history that others trim meanwhile', () => {
  it('is read whole: no run without its journal, no page with a hole or a number twice', async () => {
    const runs = new RunStore(world.redis);
    await writer.fill(4, 397);
    const other = await clientOf(world.server.url);
    let isOver = false;
    const store = new HistoryStore(other);
    const trimming = (async () => {
      for (let number = 1; number <= 300; number += 1)
        await store.trim('prod', number, {
          ...{ runId: `run${number}`, notesOf: null, confirmations: [], now: NOW },
        });
    })().finally(() => (isOver = true));
    const second = new HistoryWriter(other);
    const writing = second.fill(401, 50);
    let looks = 0;
    while (!isOver) {
      looks += 1;
      const seen = await everyPage(runs);
      expect(seen).toEqual([...new Set(seen)].sort((a, b) => b - a));
      // Of what stays, nothing is missing.
      expect(seen.filter((number) => number > 300 && number <= 400)).toHaveLength(100);
      const whole = await history.whole('prod', 1 + ((looks * 7) % 300));
      if (whole) expect(whole.journal).toHaveLength(2);
    }
    await Promise.all([trimming, writing]);
    expect(looks).toBeGreaterThan(1);
    expect((await everyPage(runs)).length).toBe(150);
    other.disconnect();
  });

  it('lets a build that knows nothing of it begin the next run', async () => {
    await trim(1);
    await world.redis.del(`${KEYS}:trimmed`);
    const options = { holder: 'test', leaseMs: 30_000, now: new Date(), entry: anEntry('accepted') };
    await expect(writer.store.begin(aRun({ number: 4, runId: 'run4' }), options)).resolves.toBeGreaterThan(0);
    expect(await everyPage(writer.store)).toEqual([4, 3, 2]);
  });
});

/** As a client reads it: page by page, each below the last number of the one before. */
async function everyPage(runs: RunStore): Promise<number[]> {
  const seen: number[] = [];
  for (let below: number | undefined; ;) {
    const page = await runs.list('prod', { limit: 30, ...(below !== undefined && { below }) });
    seen.push(...page.map(({ number }) => number));
    if (page.length < 30) return seen;
    below = page.at(-1)?.number;
  }
}
