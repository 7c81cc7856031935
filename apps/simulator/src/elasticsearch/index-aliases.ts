import type { StoredIndex } from './elasticsearch.state.ts';

const recordIndex = /^(.+-record)_(.+)_\d+\.\d+\.\d+_\d{4}-\d\d-\d\d$/;

/** Camunda's own aliases: one per record type over all days, and one per index of a web application. */
function camundaAlias(name: string): string | undefined {
  const [, prefix, type] = recordIndex.exec(name) ?? [];
  if (prefix !== undefined && type !== undefined) return `${prefix}-${type}`;
  return name.endsWith('_') ? `${name}alias` : undefined;
}

/** As it was created with, else as Camunda would have it; sorted. */
export function aliasesOf({ name, aliases }: Pick<StoredIndex, 'name' | 'aliases'>): readonly string[] {
  const camunda = camundaAlias(name);
  return aliases?.toSorted() ?? (camunda === undefined ? [] : [camunda]);
}

/** The aliases of these indices, each with all of its indices. */
export function aliasViews(indices: readonly StoredIndex[]): { name: string; indices: string[] }[] {
  const members = new Map<string, string[]>();
  for (const index of indices) {
    for (const alias of aliasesOf(index)) members.set(alias, [...(members.get(alias) ?? []), index.name]);
  }
  return [...members]
    .map(([name, names]) => ({ name, indices: names.toSorted() }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}
