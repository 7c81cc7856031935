import { recordsStem, stemsOfOwner, type IndexPrefixes } from './index-space.ts';

/**
 * Beginnings of the names of indices that must get their mapping from a template. Optimize makes its own. Of Operate and
 * Tasklist it is one that every version has: a prefix alone would also fit the templates of a longer one. Pure.
 */
export function templatePrefixes({ operate, tasklist, webapps, records }: IndexPrefixes): string[] {
  const [unifiedOperate, unifiedTasklist] = webapps === undefined ? [] : stemsOfOwner('webapps', webapps);
  return [
    ...(operate === undefined ? [] : [`${operate}-list-view-`]),
    ...(tasklist === undefined ? [] : [`${tasklist}-task-`]),
    ...(unifiedOperate === undefined ? [] : [`${unifiedOperate}list-view-`]),
    ...(unifiedTasklist === undefined ? [] : [`${unifiedTasklist}task-`]),
    recordsStem(records),
  ];
}
