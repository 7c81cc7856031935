/** At most this many entries are looked at for one answer with a filter, this many at once. */
const EXAMINED = 500;
const CHUNK = 100;

interface Asked {
  limit: number;
  /** Whether some entries are left out. Without it every answer is full, as long as there are more. */
  filtered: boolean;
  /** How many are read at once without a filter; `limit` where most of them are shown. */
  atOnce?: number;
}

/**
 * One page of a list by number, newest first. With a filter the work for one answer is bounded: what was not looked at comes
 * with `next`.
 * @param numbers all that may be on the page, greatest first
 * @param read the wanted ones of these numbers, in their order
 */
export async function wantedPage<Entry>(
  numbers: readonly number[],
  { limit, filtered, atOnce = limit }: Asked,
  read: (numbers: readonly number[]) => Promise<{ number: number; entry: Entry }[]>,
): Promise<{ items: Entry[]; next: string | null }> {
  const [most, size] = filtered ? [EXAMINED, CHUNK] : [Infinity, atOnce];
  const found: { number: number; entry: Entry }[] = [];
  let looked = 0;
  while (looked < numbers.length && looked < most && found.length < limit) {
    const chunk = numbers.slice(looked, looked + size);
    looked += chunk.length;
    found.push(...(await read(chunk)));
  }
  const page = found.slice(0, limit);
  const more = found.length > page.length || looked < numbers.length;
  const last = page.length === limit ? page.at(-1)?.number : numbers[looked - 1];
  return {
    items: page.map(({ entry }) => entry),
    next: more && last !== undefined ? String(last) : null,
  };
}

/** The numbers of the pages behind a cursor, greatest first. */
export function after(numbers: Iterable<number>, cursor: number | undefined): number[] {
  return [...numbers].filter((number) => cursor === undefined || number < cursor).sort((a, b) => b - a);
}
