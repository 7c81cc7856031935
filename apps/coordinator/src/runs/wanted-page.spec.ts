import { describe, expect, it } from '@jest/globals';
import { after, wantedPage } from './wanted-page.ts';

const numbers = Array.from({ length: 1_200 }, (_, index) => 1_200 - index);

/** Reads all pages; `asked` is how many entries were looked at for each. */
async function pages(limit: number, wanted: (number: number) => boolean, filtered = true) {
  const read: number[] = [];
  const asked: number[] = [];
  for (let cursor: number | undefined; ;) {
    let looked = 0;
    const { items, next } = await wantedPage(after(numbers, cursor), { limit, filtered }, (chunk) => {
      looked += chunk.length;
      return Promise.resolve(chunk.filter(wanted).map((number) => ({ number, entry: number })));
    });
    read.push(...items);
    asked.push(looked);
    if (next === null) return { read, asked };
    cursor = Number(next);
  }
}

describe('a filtered list', () => {
  it.each([
    ['every seventh', (number: number) => number % 7 === 0],
    ['the oldest alone', (number: number) => number === 1],
    ['none', () => false],
    ['all', () => true],
  ])('gives %s, once and in order, with bounded work for each answer', async (_, wanted) => {
    const { read, asked } = await pages(20, wanted);
    expect(read).toEqual(numbers.filter(wanted));
    expect(Math.max(...asked)).toBeLessThanOrEqual(500);
  });

  it('without a filter looks at no more than it shows', async () => {
    const { read, asked } = await pages(100, () => true, false);
    expect(read).toEqual(numbers);
    expect(Math.max(...asked)).toBe(100);
  });

  it('without a filter fills each page although numbers of other kinds lie between', async () => {
    const { items, next } = await wantedPage(numbers, { limit: 3, filtered: false }, (chunk) =>
      Promise.resolve(chunk.filter((n) => n % 100 === 0).map((number) => ({ number, entry: number }))),
    );
    expect([items, next]).toEqual([[1_200, 1_100, 1_000], '1000']);
  });
});
