import type { HoldfastClient } from '../api/holdfast.client.ts';
import { backupIds, findId, restoreIds, type Care } from './find-id.ts';
import type { IdReference } from './id-reference.ts';

/** For the help of arguments. */
export const ID_OF_BACKUP = 'backup id, its first digits, or `latest` for the newest backup';
export const ID_OF_SET = 'backup id, its first digits, or `latest` for the newest complete set';
export const ID_OF_RESTORE = 'number of the restore, its first digits, or `latest`';

/** For verbs that look at what was done: `latest` is the newest backup, whatever became of it. @throws as `findId` */
export function findBackup(api: HoldfastClient, cluster: string, reference: IdReference): Promise<number> {
  return findId(reference, backupIds(api, cluster, 'backup'));
}

/** For verbs that do something with a set: `latest` is the newest complete one. @throws as `findId` */
export function findSet(
  api: HoldfastClient,
  cluster: string,
  reference: IdReference,
  care?: Care,
): Promise<number> {
  return findId(reference, backupIds(api, cluster, 'complete set'), care);
}

/** @throws as `findId` */
export function findRestore(
  api: HoldfastClient,
  cluster: string,
  reference: IdReference,
  care?: Care,
): Promise<number> {
  return findId(reference, restoreIds(api, cluster), care);
}
