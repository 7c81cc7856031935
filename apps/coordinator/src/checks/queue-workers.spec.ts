import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { ModuleRef } from '@nestjs/core';
import { QueueWorkers } from './queue-workers.ts';

/** Workers that each answer of Redis shows, and how often it was asked. */
let shown: number | Error;
let asked: number;
let workers: QueueWorkers;
beforeEach(() => {
  jest.useFakeTimers();
  [shown, asked] = [1, 0];
  const queue = {
    getWorkersCount: () => {
      asked += 1;
      return shown instanceof Error ? Promise.reject(shown) : Promise.resolve(shown);
    },
  };
  workers = new QueueWorkers({ get: () => queue } as unknown as ModuleRef);
});
afterEach(() => {
  jest.useRealTimers();
});

describe('the workers of a queue', () => {
  it('are counted once for all who ask at the same time, and again half a second later', async () => {
    const answers = await Promise.all([workers.missing(['zeebe']), workers.missing(['zeebe'])]);
    expect([answers, asked]).toEqual([[[], []], 1]);
    shown = 0;
    jest.advanceTimersByTime(499);
    expect(await workers.missing(['zeebe'])).toEqual([]);
    jest.advanceTimersByTime(1);
    expect(await workers.missing(['zeebe'])).toEqual(['zeebe']);
    expect(asked).toBe(2);
  });

  it('are counted for each queue', async () => {
    await workers.missing(['zeebe', 'records', 'finalize']);
    expect(asked).toBe(3);
  });

  it('are counted again at once where Redis did not answer', async () => {
    shown = new Error('no Redis');
    await expect(workers.missing(['zeebe'])).rejects.toThrow('no Redis');
    shown = 1;
    expect(await workers.missing(['zeebe'])).toEqual([]);
  });
});
