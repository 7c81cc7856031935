import type { BackupObservation, WebApp } from '#domain';
import type { CallOptions } from '#http';
import { stateOf } from '../backup-state.ts';
import { failureOf, messageOf, shorten, unexpected } from '../http/answers.ts';
import { objectOf, textOf } from '../http/json-fields.ts';
import type { ManagementClient } from '../http/management-client.ts';
import type { BackupApi, KnownBackup } from '../ports/backup.api.ts';
import { observeWebAppBackup } from '../web-apps/web-app-observation.ts';
import { namedTrouble, triggerFailure } from '../web-apps/web-app-trouble.ts';
import { hasNone } from './has-none.ts';

const PATH = '/actuator/backup';

/**
 * The backups of Operate, Tasklist and Optimize 3.9 in 8.1: `/actuator/backup`, without a list and without a deletion. A look
 * shows one word and no snapshot, so the repository alone tells whether every part is there. Known from the documentation;
 * no answer was recorded.
 */
export class WebAppBackupClient81 implements BackupApi {
  readonly component: WebApp;
  readonly can = { list: false, delete: false };

  constructor(
    app: WebApp,
    private readonly management: ManagementClient,
  ) {
    this.component = app;
  }

  /** The documentation writes the id as a text; numbers came with 8.2. */
  async trigger(backupId: number, call?: CallOptions): Promise<string> {
    const answer = await this.management.post(PATH, { backupId: String(backupId) }, call);
    const parts = objectOf(answer.body)?.['scheduledSnapshots'];
    if (answer.status === 200 && Array.isArray(parts)) return `${parts.length} snapshots scheduled`;
    throw triggerFailure(answer);
  }

  async look(backupId: number, call?: CallOptions): Promise<BackupObservation> {
    const answer = await this.management.get(`${PATH}/${backupId}`, call);
    if (answer.status === 404)
      return { state: 'absent', message: messageOf(answer), done: 0, total: null, startedAt: null };
    if (answer.status !== 200) throw namedTrouble(answer) ?? failureOf(answer);
    const body = objectOf(answer.body);
    const word = textOf(body?.['State']) ?? textOf(body?.['state']) ?? textOf(body?.['status']);
    if (body === null || word === null) throw unexpected(answer);
    const whole = Array.isArray(body['details'])
      ? observeWebAppBackup(this.component, backupId, { ...body, state: word })
      : null;
    return whole ?? { state: stateOf(word), message: shorten(word), done: 0, total: null, startedAt: null };
  }

  checkpoints(): Promise<Record<string, number>> {
    return Promise.resolve({});
  }

  ids(): Promise<number[]> {
    return Promise.reject(hasNone(this.component, 'list of backups'));
  }

  list(): Promise<KnownBackup[]> {
    return Promise.reject(hasNone(this.component, 'list of backups'));
  }

  delete(): Promise<void> {
    return Promise.reject(hasNone(this.component, 'deletion of backups'));
  }
}
