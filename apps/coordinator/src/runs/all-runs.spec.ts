import { describe, expect, it } from '@jest/globals';
import type { RunStore } from '#redis';
import { aRun } from '../../../../test/support/runs.ts';
import { AllRuns } from './all-runs.ts';

const RUNS: Record<string, number[]> = { a: [9, 5, 3], b: [9, 8, 1], c: [], d: [7] };

/** Runs of several clusters; those with an even number failed. */
const store = {
  numbersUpTo: (cluster: string, most: number | null, count: number) =>
    Promise.resolve(
      (RUNS[cluster] ?? []).filter((number) => most === null || number <= most).slice(0, count),
    ),
  findMany: (cluster: string, numbers: readonly number[]) =>
    Promise.resolve(
      numbers.map((number) => ({
        ...aRun({ cluster, number, phase: 'done', outcome: number % 2 === 0 ? 'failed' : 'completed' }),
        fence: 1,
      })),
    ),
} as unknown as RunStore;
const runs = new AllRuns(store);

async function pages(limit: number, query: object = {}): Promise<string[][]> {
  const found: string[][] = [];
  let cursor: string | undefined;
  do {
    const { items, next } = await runs.list(Object.keys(RUNS), { limit, cursor, ...query });
    found.push(items.map(({ cluster, run }) => `${cluster}${run.number}`));
    cursor = next ?? undefined;
  } while (cursor !== undefined && found.length < 20);
  return found;
}

describe('runs of all clusters', () => {
  const ALL = ['a9', 'b9', 'b8', 'd7', 'a5', 'a3', 'b1'];
  it.each([1, 2, 3, 7, 100])('come newest first, each once, in pages of %d', async (limit) => {
    const found = await pages(limit);
    expect(found.flat()).toEqual(ALL);
    expect(found.slice(0, -1).every((page) => page.length === limit)).toBe(true);
  });

  it('are filtered before pages are made', async () => {
    expect((await pages(1, { state: 'failed' })).flat()).toEqual(['b8']);
    expect((await pages(2, { kind: 'restore' })).flat()).toEqual([]);
  });
});
