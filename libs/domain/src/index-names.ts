/** Whether a concrete index name matches one of the patterns of an allow-list (`*` stands for any characters). */
export function isAllowed(index: string, patterns: readonly string[]): boolean {
  return patterns.some((pattern) => {
    const parts = pattern.split('*').map((part) => part.replace(/[.\\+?^${}()|[\]]/g, '\\$&'));
    return new RegExp(`^${parts.join('.*')}$`).test(index);
  });
}

/**
 * An index without the date that Operate's and Tasklist's archivers and the exporter put at its end: documents move
 * from the main index to dated ones, and their sum is what stays.
 */
export function familyOf(index: string): string {
  return index.replace(/_?\d{4}-\d{2}-\d{2}$/, '').replace(/_+$/, '');
}

/** Documents by family; closed indices count for nothing. */
export function documentsByFamily(
  indices: readonly { name: string; docs: number | null }[],
): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const { name, docs } of indices) {
    const family = familyOf(name);
    sums[family] = (sums[family] ?? 0) + (docs ?? 0);
  }
  return sums;
}
