import { describe, expect, it } from '@jest/globals';
import { partitionsWithLogs } from '../testing/record-logs.fake.ts';

describe('a component that takes its time to start', () => {
  it('is down until its last start is over, whenever an earlier one ends', async () => {
    const { context } = partitionsWithLogs();
    const ends: (() => void)[] = [];
    const start = () => new Promise<void>((resolve) => ends.push(resolve));
    context.startsUntil('operate', start());
    context.startsUntil('operate', start());
    ends[0]?.();
    await new Promise(setImmediate);
    expect(context.isDown('operate')).toBe(true);
    ends[1]?.();
    await context.started();
    expect(context.isDown('operate')).toBe(false);
  });

  it('stays down when it fails to, and the effect log says why', async () => {
    const { context, effects } = partitionsWithLogs();
    context.startsUntil('operate', Promise.reject(new Error('no indices')));
    await context.started();
    expect(context.isDown('operate')).toBe(true);
    expect(effects.read()).toMatchObject([{ detail: { event: 'did not start', reason: 'no indices' } }]);
  });
});
