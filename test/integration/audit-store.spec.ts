import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Redis } from 'ioredis';
import { AuditStore } from '#redis';
import type { AuditEntry } from '#contracts';
import { provideRedis, type TestRedis } from '../support/redis.ts';

let server: TestRedis;
let redis: Redis;
beforeAll(async () => {
  server = await provideRedis();
  redis = new Redis(server.url);
});
afterAll(async () => {
  redis.disconnect();
  await server.stop();
});
beforeEach(() => redis.flushall());

const entry = (who: string, role: AuditEntry['role']): Omit<AuditEntry, 'id'> => ({
  ...{ at: '2026-01-01T00:00:00.000Z', who, role, action: 'backup.create', status: 202 },
  ...{ cluster: 'a', target: null, from: '127.0.0.1' },
});

async function allBy(pageSize: number): Promise<AuditEntry[]> {
  const store = new AuditStore(redis);
  const all: AuditEntry[] = [];
  for (;;) {
    const page = await store.newest(pageSize, all.at(-1)?.id);
    all.push(...page);
    if (page.length < pageSize) return all;
  }
}

describe('AuditStore', () => {
  it('returns every entry once, newest first, with any page size, also entries of one millisecond', async () => {
    // As if many requests had come in the same milliseconds, from known and from unknown callers.
    for (const ms of [1000, 1001, 1002])
      for (const count of [0, 1, 2]) {
        await redis.xadd('{holdfast}:audit', `${ms}-${count}`, 'entry', JSON.stringify(entry('ci', 'admin')));
        await redis.xadd(
          '{holdfast}:audit:nobody',
          `${ms}-${count}`,
          'entry',
          JSON.stringify(entry('nobody', null)),
        );
      }
    const expected = [1002, 1001, 1000].flatMap((ms) =>
      ['1000002', '1000001', '1000000', '2', '1', '0'].map((count) => `${ms}-${count}`),
    );
    for (const size of [1, 2, 3, 4, 5, 7, 100])
      expect((await allBy(size)).map(({ id }) => id)).toEqual(expected);
  });

  it('keeps the entries of known callers, no matter how often unknown ones try', async () => {
    const store = new AuditStore(redis);
    await store.add(entry('ci', 'operator'));
    const pipeline = redis.pipeline();
    for (let count = 0; count < 12_000; count += 1)
      pipeline.xadd(
        '{holdfast}:audit:nobody',
        'MAXLEN',
        '~',
        2_000,
        '*',
        'entry',
        JSON.stringify(entry('nobody', null)),
      );
    await pipeline.exec();
    await store.add(entry('nobody', null));
    expect(await redis.xlen('{holdfast}:audit:nobody')).toBeLessThan(2_200);
    const kept = (await allBy(1_000)).filter(({ who }) => who === 'ci');
    expect(kept).toEqual([{ id: expect.stringMatching(/^\d+-\d+$/), ...entry('ci', 'operator') }]);
  });
});
