import { parseArgs } from 'node:util';

export interface Options {
  /** Names of suites, in any order; none for all that run by themselves. */
  suites: readonly string[];
  /** Two files whose figures are compared, in place of a measurement. */
  compare: readonly [string, string] | null;
}

/**
 * @param words what follows `npm run bench --`
 * @param known names of all suites
 * @throws Error that says what is wrong, and what may be given
 */
export function readOptions(words: readonly string[], known: readonly string[]): Options {
  const { values, positionals } = parseArgs({
    args: [...words],
    options: { compare: { type: 'boolean', default: false } },
    allowPositionals: true,
  });
  if (values.compare) {
    const [first, second, ...more] = positionals;
    if (first === undefined || second === undefined || more.length > 0)
      throw new Error('--compare takes two files that npm run bench wrote into .holdfast/bench.');
    return { suites: [], compare: [first, second] };
  }
  const unknown = positionals.filter((name) => !known.includes(name));
  if (unknown.length > 0)
    throw new Error(`There is no suite ${unknown.join(', ')}; suites are ${known.join(', ')}.`);
  return { suites: positionals, compare: null };
}
