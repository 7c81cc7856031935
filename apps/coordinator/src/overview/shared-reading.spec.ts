import { describe, expect, it } from '@jest/globals';
import { SharedReading } from './shared-reading.ts';

const NEVER = { freshMs: 2_000, patienceMs: 5 };

/** Readings that end when the test says so. */
function readings() {
  const open: { resolve: (value: string) => void; reject: (error: Error) => void }[] = [];
  const read = (): Promise<string> =>
    new Promise((resolve, reject) => {
      open.push({ resolve, reject });
    });
  return { open, read };
}

describe('a shared reading', () => {
  it('starts once for all readers, and serves all of them', async () => {
    const { open, read } = readings();
    const shared = new SharedReading(read, { freshMs: 2_000, patienceMs: 5_000 }, () => 0);
    const asked = [shared.value(), shared.value(), shared.value()];
    expect(open).toHaveLength(1);
    open[0]!.resolve('a');
    expect(await Promise.all(asked)).toEqual(['a', 'a', 'a']);
    expect(await shared.value()).toBe('a');
    expect(open).toHaveLength(1);
  });

  it('starts again when the last one is too old', async () => {
    const { open, read } = readings();
    let now = 0;
    const shared = new SharedReading(read, { freshMs: 2_000, patienceMs: 5_000 }, () => now);
    const first = shared.value();
    open[0]!.resolve('a');
    await first;
    now = 1_999;
    expect(await shared.value()).toBe('a');
    now = 2_000;
    const second = shared.value();
    open[1]!.resolve('b');
    expect(await second).toBe('b');
  });

  it('that is slow holds up no reader: they get the last one, and null before the first', async () => {
    const { open, read } = readings();
    let now = 0;
    const shared = new SharedReading(read, NEVER, () => now);
    expect(await shared.value()).toBeNull();
    open[0]!.resolve('a');
    expect(await shared.value()).toBe('a');
    now = 5_000;
    expect(await shared.value()).toBe('a');
    expect(open).toHaveLength(2);
  });

  it('that fails leaves the last one, and is tried again', async () => {
    const { open, read } = readings();
    let now = 0;
    const shared = new SharedReading(read, { freshMs: 2_000, patienceMs: 5_000 }, () => now);
    const first = shared.value();
    open[0]!.resolve('a');
    await first;
    now = 3_000;
    const second = shared.value();
    open[1]!.reject(new Error('away'));
    expect(await second).toBe('a');
    const third = shared.value();
    expect(open).toHaveLength(3);
    open[2]!.resolve('c');
    expect(await third).toBe('c');
  });

  it('can be marked as out of date', async () => {
    const { open, read } = readings();
    const shared = new SharedReading(read, { freshMs: 2_000, patienceMs: 5_000 }, () => 0);
    const first = shared.value();
    open[0]!.resolve('a');
    await first;
    shared.expire();
    const second = shared.value();
    open[1]!.resolve('b');
    expect(await second).toBe('b');
  });
});
