/** `a*b` as Elasticsearch means it: the star stands for any text, everything else for itself. */
function toRegExp(pattern: string): RegExp {
  const escaped = pattern.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replace(/\*/g, '.*');
  return new RegExp(`^${escaped}$`);
}

export const isPattern = (text: string): boolean => text.includes('*') || text === '_all';

export const splitNames = (names: string): string[] =>
  names
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');

export const fits = (pattern: string, name: string): boolean =>
  pattern === '_all' || toRegExp(pattern).test(name);

/** Whether a name fits one of many; there may be tens of thousands of names to try. */
function anyOf(names: readonly string[]): (name: string) => boolean {
  const concrete = new Set(names);
  const patterns = names.filter((name) => name.includes('*')).map(toRegExp);
  return (name) =>
    concrete.has('_all') || concrete.has(name) || patterns.some((pattern) => pattern.test(name));
}

export interface Selection<Item> {
  readonly items: Item[];
  /** Concrete names that nothing has. */
  readonly missing: string[];
}

/** Names, patterns, `_all`, and `-pattern` to take some away again. */
export function select<Item extends { readonly name: string }>(
  items: readonly Item[],
  names: readonly string[],
): Selection<Item> {
  const wanted = names.filter((name) => !name.startsWith('-'));
  const isWanted = anyOf(wanted);
  const isUnwanted = anyOf(names.filter((name) => name.startsWith('-')).map((name) => name.slice(1)));
  const there = new Set(items.map(({ name }) => name));
  return {
    items: items.filter(({ name }) => isWanted(name) && !isUnwanted(name)),
    missing: wanted.filter((name) => !isPattern(name) && !there.has(name)),
  };
}
