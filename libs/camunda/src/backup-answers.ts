import type { BackupObservation } from '#domain';
import type { Answer } from './http/answer.ts';
import { messageOf, unexpected } from './http/answers.ts';
import { numberOf, objectOf, type JsonObject } from './http/json-fields.ts';
import type { KnownBackup } from './ports/backup.api.ts';

/** What an answer means that says that there is no such backup, whatever its words are. */
export function absentBackup(answer: Answer): BackupObservation {
  return {
    state: 'absent',
    message: `HTTP ${answer.status}: ${messageOf(answer)}`,
    done: 0,
    total: null,
    startedAt: null,
  };
}

/**
 * A look at one backup.
 * @param seen what was read of it; null for none
 * @throws StepFailure unexpected-answer (transient) when nothing was read, or it is about another backup
 */
export function lookedAt(
  answer: Answer,
  backupId: number,
  seen: BackupObservation | null,
): BackupObservation {
  if (seen === null || numberOf(objectOf(answer.body)?.['backupId']) !== backupId) throw unexpected(answer);
  return seen;
}

/** In how many snapshots an application accepted to back itself up, for people; null where it does not say. */
export function snapshotsScheduled({ body }: Answer): string | null {
  const parts = objectOf(body)?.['scheduledSnapshots'];
  return Array.isArray(parts) ? `${parts.length} snapshots scheduled` : null;
}

/**
 * Only the ids of a component's list of backups.
 * @throws StepFailure unexpected-answer (transient) when it is no such list
 */
export function backupIdsIn(answer: Answer): number[] {
  return entriesIn(answer, (item) => numberOf(item['backupId']));
}

/**
 * A component's list of backups.
 * @throws StepFailure unexpected-answer (transient) when it is no such list: a lost entry would free an id that is taken
 */
export function knownBackupsIn(
  answer: Answer,
  observe: (item: JsonObject, backupId: number) => BackupObservation | null,
): KnownBackup[] {
  return entriesIn(answer, (item) => {
    const backupId = numberOf(item['backupId']);
    const seen = backupId === null ? null : observe(item, backupId);
    if (backupId === null || seen === null) return null;
    return { backupId, state: seen.state, startedAt: seen.startedAt, message: seen.message, done: seen.done };
  });
}

function entriesIn<Entry>(answer: Answer, read: (item: JsonObject) => Entry | null): Entry[] {
  if (!Array.isArray(answer.body)) throw unexpected(answer);
  const entries = answer.body.map((each) => {
    const item = objectOf(each);
    return item === null ? null : read(item);
  });
  if (!entries.every((entry) => entry !== null)) throw unexpected(answer);
  return entries;
}
