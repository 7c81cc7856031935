import type { StepFailure } from '#domain';
import type { Answer } from '../http/answer.ts';
import { busy, idInUse, messageIn, refused } from '../http/answers.ts';

/** What an operator does where no backup store is configured: up to 8.7, and from 8.9 on. */
export const STORE_OF_ZEEBE = 'Set zeebe.broker.data.backup.store on every broker.';
export const STORE_OF_PRIMARY_STORAGE = 'Set camunda.data.primary-storage.backup.store on every broker.';

/** 8.9 and later, with continuous backups or a schedule of their own. */
const GENERATES_IDS =
  'The cluster gives out its own ids: turn continuous backups, the backup schedule and the checkpoint interval off, since the parts of a set share one id.';

/**
 * The trouble that the text of an answer names, whatever its HTTP status: 8.1 answers 500 to everything. Null for any other.
 * @param storeRemedy what an operator does where no backup store is configured
 */
export function zeebeTrouble(answer: Answer, storeRemedy: string): StepFailure | null {
  const message = messageIn(answer.body) ?? '';
  if (/no backup store is configured/i.test(message)) return refused(answer, storeRemedy);
  if (/predetermined backupId/i.test(message)) return refused(answer, GENERATES_IDS);
  if (/scaling is in progress/i.test(message)) return busy(answer);
  if (/the latest backup has id/i.test(message)) return idInUse(answer);
  return null;
}
