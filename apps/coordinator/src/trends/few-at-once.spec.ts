import { describe, expect, it } from '@jest/globals';
import { FewAtOnce } from './few-at-once.ts';

describe('few at once', () => {
  it('runs at most some at a time, in their order, also after one that failed', async () => {
    const few = new FewAtOnce(2);
    const begun: number[] = [];
    let [now, most] = [0, 0];
    const work = (id: number) => async (): Promise<number> => {
      begun.push(id);
      now += 1;
      most = Math.max(most, now);
      await new Promise(setImmediate);
      now -= 1;
      if (id === 1) throw new Error('no');
      return id;
    };
    const ended = await Promise.allSettled([0, 1, 2, 3, 4].map((id) => few.run(work(id))));
    expect([begun, most]).toEqual([[0, 1, 2, 3, 4], 2]);
    expect(ended.map(({ status }) => status === 'fulfilled')).toEqual([true, false, true, true, true]);
    expect(await few.run(() => Promise.resolve(9))).toBe(9);
  });
});
