import type { BackupObservation } from '#domain';
import type { KnownBackup } from './ports/backup.api.ts';
import { numberOf, objectOf, type JsonObject } from './http/json-fields.ts';

/** Reads only the ids of a component's list of backups. Null when it is no such list. */
export function readBackupIds(body: unknown): number[] | null {
  if (!Array.isArray(body)) return null;
  const ids = body.map((entry) => numberOf(objectOf(entry)?.['backupId']));
  return ids.every((id) => id !== null) ? ids : null;
}

/** Reads a component's list of backups. Null when it is no such list: a lost entry would free an id that is taken. */
export function readKnownBackups(
  body: unknown,
  observe: (item: JsonObject, backupId: number) => BackupObservation | null,
): KnownBackup[] | null {
  if (!Array.isArray(body)) return null;
  const known = body.map((entry): KnownBackup | null => {
    const item = objectOf(entry);
    const backupId = numberOf(item?.['backupId']);
    const seen = item === null || backupId === null ? null : observe(item, backupId);
    if (backupId === null || seen === null) return null;
    return { backupId, state: seen.state, startedAt: seen.startedAt, message: seen.message, done: seen.done };
  });
  return known.every((backup) => backup !== null) ? known : null;
}
