import { recordsStem, unifiedPrefix, type IndexPrefixes } from './index-space.ts';

/**
 * Beginnings of the names of indices that must get their mapping from a template. Optimize makes its own. Of Operate and
 * Tasklist it is one that every version has: a prefix alone would also fit the templates of a longer one. Pure.
 * @param recordsRequired false for a cluster that may export no records, so that it has no template for them, either
 */
export function templatePrefixes(prefixes: IndexPrefixes, recordsRequired: boolean): string[] {
  const { webapps, records } = prefixes;
  const of = (app: 'operate' | 'tasklist'): string | undefined =>
    webapps === undefined ? prefixes[app] : unifiedPrefix(webapps, app);
  const [operate, tasklist] = [of('operate'), of('tasklist')];
  return [
    ...(operate === undefined ? [] : [`${operate}-list-view-`]),
    ...(tasklist === undefined ? [] : [`${tasklist}-task-`]),
    ...(recordsRequired ? [recordsStem(records)] : []),
  ];
}
