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
  const unwanted = names.filter((name) => name.startsWith('-')).map((name) => name.slice(1));
  const chosen = items.filter(
    ({ name }) =>
      wanted.some((pattern) => fits(pattern, name)) && !unwanted.some((pattern) => fits(pattern, name)),
  );
  const missing = wanted.filter((name) => !isPattern(name) && !items.some((item) => item.name === name));
  return { items: chosen, missing };
}
