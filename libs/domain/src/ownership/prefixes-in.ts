/** Prefixes under which the indices of a kind were found, by the number of their indices; the most frequent one first. */
export interface FoundPrefixes {
  operate: string[];
  tasklist: string[];
  optimize: string[];
  records: string[];
  /** Of the one application of 8.8 and later; an empty one for none. */
  webapps: string[];
}

/** An index that every cluster has, and what stands before it. */
const SIGNS: Record<keyof FoundPrefixes, RegExp> = {
  operate: /^(.+)-list-view-\d+\.\d+\.\d+_/,
  tasklist: /^(.+)-task-\d+\.\d+\.\d+_/,
  optimize: /^(.+)-metadata_v\d+/,
  records: /^(.+?)_(?:process-instance|deployment|process|job|variable)_\d+\.\d+\.\d+_/,
  webapps: /^(?:(.+)-)?camunda-(?:authorization|user|role|tenant)-\d+\.\d+\.\d+_/,
};

/**
 * Guesses from the names of all indices which prefixes Camunda uses there. Pure.
 * @param names of indices, in any order
 */
export function prefixesIn(names: readonly string[]): FoundPrefixes {
  const found = Object.entries(SIGNS).map(([kind, sign]) => {
    const counts = new Map<string, number>();
    for (const name of names) {
      const match = sign.exec(name);
      if (match) counts.set(match[1] ?? '', (counts.get(match[1] ?? '') ?? 0) + 1);
    }
    const byCount = [...counts].sort(([one, a], [other, b]) => b - a || (one < other ? -1 : 1));
    return [kind, byCount.map(([prefix]) => prefix)] as const;
  });
  return Object.fromEntries(found) as unknown as FoundPrefixes;
}
