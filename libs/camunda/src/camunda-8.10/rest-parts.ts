import type { BackupObservation, StepFailure } from '#domain';
import type { Answer } from '../http/answer.ts';
import { busy, idInUse, messageIn, refused } from '../http/answers.ts';
import { observeWebAppBackup } from '../web-apps/web-app-observation.ts';
import { namedTrouble } from '../web-apps/web-app-trouble.ts';
import { observeZeebeBackup } from '../zeebe/zeebe-observation.ts';
import { STORE_OF_PRIMARY_STORAGE, zeebeTrouble } from '../zeebe/zeebe-trouble.ts';

/** How the backups of one part are asked for and read. */
export interface RestPart {
  readonly component: 'zeebe' | 'webapps';
  readonly path: string;
  /** Query of the list that only its ids are read of. */
  readonly idsQuery: string;
  observe(backupId: number, body: unknown, expectedPartitions: number | null): BackupObservation | null;
  /** The failure that the text of an answer names, or null. */
  trouble(answer: Answer): StepFailure | null;
}

const NO_HISTORY =
  'Only a cluster on Elasticsearch or OpenSearch has a history backup; configure one on a relational database as such.';

/** Zeebe. */
export const runtimePart: RestPart = {
  component: 'zeebe',
  path: '/v2/backups/runtime',
  idsQuery: '',
  observe: (_, body, expected) => observeZeebeBackup(body, expected),
  trouble: (answer) =>
    zeebeTrouble(answer, STORE_OF_PRIMARY_STORAGE) ?? (answer.status === 409 ? idInUse(answer) : null),
};

/**
 * Operate and Tasklist. A 403 may mean the right, the repository or the kind of the secondary storage, and a 409 the id or
 * another backup: the text tells. Of a 409 without a known text, a look at the backup tells more, so it is asked again.
 */
export const historyPart: RestPart = {
  component: 'webapps',
  path: '/v2/backups/history',
  idsQuery: '?verbose=false',
  observe: (backupId, body) => observeWebAppBackup('webapps', backupId, body),
  trouble: (answer) => {
    const named = namedTrouble(answer);
    if (named !== null) return named;
    if (answer.status === 403 && /secondary storage/i.test(messageIn(answer.body) ?? ''))
      return refused(answer, NO_HISTORY);
    return answer.status === 409 ? busy(answer) : null;
  },
};
