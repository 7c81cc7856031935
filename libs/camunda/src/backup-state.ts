import type { BackupObservation } from '#domain';

/** The words of all components, of Zeebe partitions and of search engine snapshots. */
const states: Record<string, BackupObservation['state']> = {
  COMPLETED: 'completed',
  COMPLETE: 'completed',
  SUCCESS: 'completed',
  IN_PROGRESS: 'running',
  STARTED: 'running',
  INCOMPLETE: 'incomplete',
  FAILED: 'failed',
  INCOMPATIBLE: 'failed',
  PARTIAL: 'failed',
  DELETED: 'failed',
  DOES_NOT_EXIST: 'absent',
};

/** A word of a later version counts as incomplete: time decides, and the word is shown. */
export function stateOf(word: string): BackupObservation['state'] {
  return states[word.toUpperCase()] ?? 'incomplete';
}
