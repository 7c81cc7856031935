import type { FailureCode } from '#domain';
import type { StoreAction, StoreAnswer } from './elastic-answer.ts';

/** What an error of the store means for the caller. */
export interface Verdict {
  code: FailureCode;
  retryable: boolean;
  /** What a person can do about it. */
  mend: string;
}

const refused = (mend: string): Verdict => ({ code: 'refused', retryable: false, mend });
const busy = (mend: string): Verdict => ({ code: 'busy', retryable: true, mend });
const inUse: Verdict = { code: 'id-in-use', retryable: false, mend: 'Use another name.' };

/** By the type that the store gives its error, where the HTTP status says less or something else. */
export function verdictOf(answer: StoreAnswer, action: StoreAction): Verdict {
  const { status, type, reason } = answer;
  switch (type) {
    case 'repository_missing_exception':
      return refused(
        `Register the repository: PUT _snapshot/${action.repository ?? '<name>'} with its type and settings.`,
      );
    case 'repository_verification_exception':
    case 'repository_exception':
      return refused('Check that every node can read and write the place the repository points to.');
    case 'snapshot_name_already_in_use_exception':
      return inUse;
    case 'invalid_snapshot_name_exception':
      // OpenSearch, and Elasticsearch before 8, use this type for a name that is taken, too.
      if (/already (exists|in-progress)/.test(reason)) return inUse;
      return refused('Use a lower-case name without spaces.');
    case 'concurrent_snapshot_execution_exception':
    case 'snapshot_in_progress_exception':
      return busy('It has to finish first.');
    default:
      return restoreVerdict(answer) ?? verdictByStatus(status);
  }
}

const wayIsBlocked: Verdict = {
  code: 'index-in-the-way',
  retryable: false,
  mend: 'Delete what has that name, then restore again.',
};

/** A restore that cannot begin is told with 400 or 500, whatever the reason (recorded on Elasticsearch 8.16.1). */
function restoreVerdict({ type, reason }: StoreAnswer): Verdict | null {
  switch (type) {
    case 'snapshot_restore_exception':
      if (reason.includes('snapshot does not exist')) {
        const mend = 'Choose a snapshot that is in the repository and complete.';
        return { code: 'snapshot-missing', retryable: false, mend };
      }
      if (reason.includes('already exists in the cluster')) return wayIsBlocked;
      return refused('This snapshot cannot be restored as it is.');
    case 'invalid_index_name_exception':
      return reason.includes('already exists as alias') ? wayIsBlocked : null;
    case 'illegal_state_exception':
      return reason.includes('names need to be unique') ? wayIsBlocked : null;
    case 'validation_exception':
      return reason.includes('shards open') ? busy('Delete indices, or raise the limit of shards.') : null;
    default:
      return null;
  }
}

function verdictByStatus(status: number): Verdict {
  if ([408, 429, 502, 503, 504].includes(status))
    return { code: 'unavailable', retryable: true, mend: 'Check its health.' };
  if (status === 401 || status === 403) {
    return refused(
      'Check records.auth of this cluster in the configuration, and that it may manage snapshots.',
    );
  }
  if (status >= 400 && status < 500) return refused('Repeating it will not help.');
  return { code: 'unexpected-answer', retryable: true, mend: 'Look into its log.' };
}
