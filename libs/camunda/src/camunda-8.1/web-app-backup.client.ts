import type { BackupObservation, WebApp } from '#domain';
import type { CallOptions } from '#http';
import { absentBackup, snapshotsScheduled } from '../backup-answers.ts';
import { stateOf } from '../backup-state.ts';
import { failureOf, shorten, unexpected } from '../http/answers.ts';
import { objectOf, textOf } from '../http/json-fields.ts';
import type { ManagementClient } from '../http/management-client.ts';
import { observeWebAppBackup } from '../web-apps/web-app-observation.ts';
import { namedTrouble, triggerFailure } from '../web-apps/web-app-trouble.ts';
import { OneBackupApi } from './one-backup.api.ts';

const PATH = '/actuator/backup';

/**
 * The backups of Operate, Tasklist and Optimize 3.9 in 8.1: `/actuator/backup`, without a list and without a deletion. A look
 * shows one word and no snapshot, so the repository alone tells whether every part is there. Known from the documentation;
 * no answer was recorded.
 */
export class WebAppBackupClient81 extends OneBackupApi {
  readonly component: WebApp;

  constructor(
    app: WebApp,
    private readonly management: ManagementClient,
  ) {
    super();
    this.component = app;
  }

  /** The documentation writes the id as a text; numbers came with 8.2. */
  async trigger(backupId: number, call?: CallOptions): Promise<string> {
    const answer = await this.management.post(PATH, { backupId: String(backupId) }, call);
    const scheduled = snapshotsScheduled(answer);
    if (answer.status === 200 && scheduled !== null) return scheduled;
    throw triggerFailure(answer);
  }

  async look(backupId: number, call?: CallOptions): Promise<BackupObservation> {
    const answer = await this.management.get(`${PATH}/${backupId}`, call);
    if (answer.status === 404) return absentBackup(answer);
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
}
