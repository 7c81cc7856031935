import { describe, expect, it } from '@jest/globals';
import { readPages } from './pages.ts';

/** Numbers from `count` down to 1, as the API pages them. */
const source = (count: number) => {
  const asked: { limit: number; cursor?: string }[] = [];
  const read = (page: { limit: number; cursor?: string }) => {
    asked.push(page);
    const from = page.cursor === undefined ? count : Number(page.cursor) - 1;
    const items = Array.from({ length: Math.min(page.limit, from) }, (_, index) => from - index);
    const last = items.at(-1) ?? 1;
    return Promise.resolve({ items, next: last > 1 ? String(last) : null });
  };
  return { asked, read };
};

describe('readPages', () => {
  it('asks again until there are enough, never for more than the API gives at once', async () => {
    const { asked, read } = source(500);
    const pages = await readPages(250, read);
    expect(pages.flatMap(({ items }) => items)).toEqual(Array.from({ length: 250 }, (_, i) => 500 - i));
    expect(asked.map(({ limit }) => limit)).toEqual([100, 100, 50]);
    expect(pages.at(-1)?.next).toBe('251');
  });

  it('stops where there is no more', async () => {
    const { asked, read } = source(3);
    expect((await readPages(250, read)).flatMap(({ items }) => items)).toEqual([3, 2, 1]);
    expect(asked).toHaveLength(1);
  });
});
