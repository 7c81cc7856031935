import { describe, expect, it } from '@jest/globals';
import { withLock } from './lock.ts';

const PATH = `/srv/lock-${process.pid}`;

describe('the lock', () => {
  it('lets one at a time work on a path, and tells who is being waited for', async () => {
    const events: string[] = [];
    const work = (name: string) => async () => {
      events.push(`${name} begins`);
      await new Promise((resolve) => setTimeout(resolve, 50));
      events.push(`${name} ends`);
    };
    const first = withLock(PATH, () => events.push('first waits'), work('first'));
    await new Promise((resolve) => setTimeout(resolve, 10));
    await withLock(PATH, (holder) => events.push(`second waits for ${holder}`), work('second'));
    await first;
    expect(events).toEqual([
      'first begins',
      `second waits for pid ${process.pid}`,
      'first ends',
      'second begins',
      'second ends',
    ]);
  });

  it('is free again after a failure', async () => {
    await expect(
      withLock(
        PATH,
        () => undefined,
        () => Promise.reject(new Error('no')),
      ),
    ).rejects.toThrow('no');
    await expect(
      withLock(
        PATH,
        () => undefined,
        () => Promise.resolve('yes'),
      ),
    ).resolves.toBe('yes');
  });
});
