import { describe, expect, it } from '@jest/globals';
import { setImmediate as turn, setTimeout as sleep } from 'node:timers/promises';
import { Busyness } from './busyness.ts';

describe('how busy a process is', () => {
  it('is nearly all while it works without a break, and little while it waits', async () => {
    const busyness = new Busyness();
    // Each of them ends at once where the share is as expected; only a share that never is keeps the spec waiting.
    do {
      const end = performance.now() + 300;
      while (performance.now() < end);
      await turn();
    } while (busyness.share() < 0.9);
    do await sleep(300);
    while (busyness.share() > 0.5);
    expect(busyness.share()).toBeLessThanOrEqual(0.5);
    expect(busyness.share()).toBeGreaterThanOrEqual(0);
  });
});
