import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Loop } from './loop.ts';

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

describe('a loop', () => {
  it('takes a turn at each interval until it is stopped', async () => {
    let turns = 0;
    const loop = new Loop({ everyMs: 100, turn: async () => void (turns += 1), onError: () => undefined });
    loop.start();
    loop.start();
    await jest.advanceTimersByTimeAsync(350);
    loop.stop();
    await jest.advanceTimersByTimeAsync(350);
    expect(turns).toBe(3);
  });

  it('takes its first turn at once when asked to', async () => {
    let turns = 0;
    const loop = new Loop({ everyMs: 100, turn: async () => void (turns += 1), onError: () => undefined });
    loop.start({ atOnce: true });
    await jest.advanceTimersByTimeAsync(0);
    loop.stop();
    expect(turns).toBe(1);
  });

  it('starts no turn while one is under way', async () => {
    let started = 0;
    let end = (): void => undefined;
    const turn = (): Promise<void> =>
      new Promise((resolve) => {
        started += 1;
        end = resolve;
      });
    const loop = new Loop({ everyMs: 100, turn, onError: () => undefined });
    loop.start();
    await jest.advanceTimersByTimeAsync(500);
    expect(started).toBe(1);
    end();
    await jest.advanceTimersByTimeAsync(100);
    loop.stop();
    expect(started).toBe(2);
  });

  it('reports what a turn throws and continues', async () => {
    const errors: string[] = [];
    const turn = (): Promise<void> => Promise.reject(new Error('away'));
    const loop = new Loop({ everyMs: 100, turn, onError: ({ message }) => errors.push(message) });
    loop.start();
    await jest.advanceTimersByTimeAsync(250);
    loop.stop();
    expect(errors).toEqual(['away', 'away']);
  });
});
