import { describe, expect, it } from '@jest/globals';
import {
  higherRates,
  longestPause,
  meanRates,
  momentaryRates,
  pauseRoom,
  RESERVED_BYTES,
  shortBytes,
  type BrokerFigures,
} from './pause-room.ts';

const GIB = 1024 ** 3;
const pause = { budget: 900_000, recordBytes: 2_048 };

const broker = (name: string, more: Partial<BrokerFigures> = {}): BrokerFigures => ({
  broker: name,
  disks: [{ path: '/data', freeBytes: 100 * GIB }],
  written: [],
  uptimeSeconds: 3_600,
  ...more,
});
const held = (name: string, ...partitions: number[]) =>
  partitions.map((partitionId) => ({ broker: name, partitionId }));

describe('pauseRoom', () => {
  it('counts what is written to every partition that a broker keeps, led by it or not', () => {
    const rates = new Map([
      [1, 100],
      [2, 50],
      [3, 7],
    ]);
    const rooms = pauseRoom(
      [broker('a:9600'), broker('b:9600')],
      [...held('a:9600', 1, 2), ...held('b:9600', 2, 3)],
      { rates, pause },
    );
    expect(rooms).toMatchObject([
      { broker: 'a:9600', recordsPerSecond: 150, neededBytes: 150 * 2_048 * 900 },
      { broker: 'b:9600', recordsPerSecond: 57, neededBytes: 57 * 2_048 * 900 },
    ]);
  });

  it('judges by the fullest disk that a broker reports', () => {
    const disks = [
      { path: '/', freeBytes: 90 * GIB },
      { path: '/data', freeBytes: 3 * GIB },
    ];
    const [room] = pauseRoom([broker('a', { disks })], held('a', 1), { rates: new Map([[1, 1]]), pause });
    expect(room).toMatchObject({ path: '/data', freeBytes: 3 * GIB });
  });

  it.each<[string, Partial<BrokerFigures>, number[], Map<number, number>]>([
    ['it shows no disk', { disks: [] }, [1], new Map([[1, 1]])],
    ['it keeps no partition', {}, [], new Map([[1, 1]])],
    ['the rate of one of its partitions is not known', {}, [1, 2], new Map([[1, 1]])],
  ])('does not judge a broker when %s', (_, figures, partitions, rates) => {
    expect(pauseRoom([broker('a', figures)], held('a', ...partitions), { rates, pause })).toEqual([]);
  });
});

describe('shortBytes and longestPause', () => {
  const room = (freeBytes: number, recordsPerSecond: number) => ({
    broker: 'a',
    path: '/data',
    freeBytes,
    recordsPerSecond,
    neededBytes: recordsPerSecond * 2_048 * 900,
  });

  it('keeps what a broker needs to continue processing', () => {
    const needed = 1_000 * 2_048 * 900;
    expect(shortBytes(room(RESERVED_BYTES + needed, 1_000))).toBe(0);
    expect(shortBytes(room(RESERVED_BYTES + needed - 1, 1_000))).toBe(1);
    expect(shortBytes(room(RESERVED_BYTES - 10, 0))).toBe(10);
  });

  it('finds the pause that fits exactly', () => {
    const most = longestPause(room(RESERVED_BYTES + 1_000 * 2_048 * 60, 1_000), 2_048);
    expect(most).toBe(60_000);
    expect(longestPause(room(RESERVED_BYTES - 1, 1_000), 2_048)).toBe(0);
    expect(longestPause(room(RESERVED_BYTES, 0), 2_048)).toBe(0);
    expect(longestPause(room(RESERVED_BYTES + 1, 0), 2_048)).toBe(Infinity);
  });
});

describe('rates', () => {
  it('takes the mean since the start of the broker that wrote most', () => {
    const written = [{ partitionId: 1, records: 7_200 }];
    const rates = meanRates([
      broker('a', { written }),
      broker('b', { written: [{ partitionId: 1, records: 10 }], uptimeSeconds: 1 }),
      broker('c', { written: [{ partitionId: 2, records: 5 }], uptimeSeconds: null }),
      broker('d', { written: [{ partitionId: 2, records: 5 }], uptimeSeconds: 0 }),
    ]);
    expect([...rates]).toEqual([[1, 10]]);
  });

  it('takes what was written between two looks by the clock of the broker', () => {
    const at = (uptimeSeconds: number, records: number) => [
      broker('a', { uptimeSeconds, written: [{ partitionId: 1, records }] }),
    ];
    expect([...momentaryRates(at(100, 50), at(102, 250))]).toEqual([[1, 100]]);
    expect([...momentaryRates([broker('a', { uptimeSeconds: 100 })], at(102, 10))]).toEqual([[1, 5]]);
  });

  it('adds nothing of a broker that was restarted between the looks, or was not there', () => {
    const after = [broker('a', { uptimeSeconds: 1, written: [{ partitionId: 1, records: 9 }] })];
    expect(momentaryRates([broker('a', { uptimeSeconds: 100 })], after).size).toBe(0);
    expect(momentaryRates([], after).size).toBe(0);
  });

  it('keeps the higher of two for each partition', () => {
    const rates = higherRates(new Map([[1, 5]]), new Map([[1, 3], [2, 4]])); // prettier-ignore
    expect([...rates]).toEqual([[1, 5], [2, 4]]); // prettier-ignore
  });
});
