import { describe, expect, it } from '@jest/globals';
import { withLock } from './lock.ts';

const PATH = `/srv/lock-${process.pid}`;

describe('the lock', () => {
  it('lets one at a time work on a path, and tells who is being waited for', async () => {
    const events: string[] = [];
    let secondWaits = (): void => undefined;
    const isWaitedFor = new Promise<void>((resolve) => (secondWaits = resolve));
    const work = (name: string, until: Promise<void>) => async () => {
      events.push(`${name} begins`);
      await until;
      events.push(`${name} ends`);
    };
    const first = withLock(PATH, () => events.push('first waits'), work('first', isWaitedFor));
    while (events.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    const second = withLock(
      PATH,
      (holder) => {
        events.push(`second waits for ${holder}`);
        secondWaits();
      },
      work('second', Promise.resolve()),
    );
    await Promise.all([first, second]);
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
