/** The API gives at most this many at once. */
const PAGE = 100;

/** Reads page after page until there are enough. The `next` of the last one tells whether there is more. */
export async function readPages<P extends { items: readonly unknown[]; next: string | null }>(
  most: number,
  read: (page: { limit: number; cursor?: string }) => Promise<P>,
): Promise<P[]> {
  const pages: P[] = [];
  let left = most;
  let next: string | null = null;
  do {
    const page: P = await read({ limit: Math.min(left, PAGE), ...(next !== null && { cursor: next }) });
    pages.push(page);
    left -= page.items.length;
    ({ next } = page);
  } while (left > 0 && next !== null);
  return pages;
}
