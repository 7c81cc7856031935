import type { Answer, Call } from '../http/call.ts';
import type { ElasticsearchComponent } from './elasticsearch.component.ts';
import { indexMissing, invalidIndexName } from './elasticsearch.errors.ts';
import type { StoredIndex } from './elasticsearch.state.ts';
import { aliasesOf } from './index-aliases.ts';
import { fits, isPattern, splitNames } from './patterns.ts';

type Wildcard = 'open' | 'closed' | 'hidden';

export interface Scope {
  /** What a pattern means where `expand_wildcards` does not say. */
  readonly wildcards: readonly Wildcard[];
  /** Whether the name of an alias stands for its indices. */
  readonly aliases: boolean;
}

export const openOnly: Scope = { wildcards: ['open'], aliases: true };
export const openAndClosed: Scope = { wildcards: ['open', 'closed'], aliases: true };

function wildcardsOf(call: Call, scope: Scope): readonly string[] {
  const asked = call.query.get('expand_wildcards');
  if (asked === null) return scope.wildcards;
  return asked === 'all' ? ['open', 'closed', 'hidden'] : asked.split(',');
}

function isVisible({ open, hidden = false }: StoredIndex, wildcards: readonly string[]): boolean {
  return wildcards.includes(open ? 'open' : 'closed') && (!hidden || wildcards.includes('hidden'));
}

export const ignoresMissing = (call: Call): boolean => call.query.get('ignore_unavailable') === 'true';

/** The indices that are named, or the error for the first that is missing. */
export function chooseIndices(
  { cluster }: ElasticsearchComponent,
  call: Call,
  given: { readonly names?: string | undefined; readonly scope: Scope },
): StoredIndex[] | Answer {
  const names = splitNames(given.names ?? '*');
  const reserved = names.find((name) => name.startsWith('_') && name !== '_all');
  if (reserved !== undefined) return invalidIndexName(reserved);
  const { indices } = cluster.state.elasticsearch;
  const wildcards = wildcardsOf(call, given.scope);
  const namesOf = (index: StoredIndex): string[] =>
    given.scope.aliases ? [index.name, ...aliasesOf(index)] : [index.name];
  const means = (name: string, index: StoredIndex): boolean =>
    (!isPattern(name) || isVisible(index, wildcards)) && namesOf(index).some((own) => fits(name, own));
  const unwanted = names.filter((name) => name.startsWith('-')).map((name) => name.slice(1));
  const wanted = names.filter((name) => !name.startsWith('-'));
  const missing = wanted.find((name) => !isPattern(name) && !indices.some((index) => means(name, index)));
  if (missing !== undefined && !ignoresMissing(call)) return indexMissing(missing);
  return indices.filter(
    (index) => wanted.some((name) => means(name, index)) && !unwanted.some((name) => fits(name, index.name)),
  );
}
