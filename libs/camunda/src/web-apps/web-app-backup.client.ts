import type { BackupObservation, WebApp } from '#domain';
import type { CallOptions } from '#http';
import { BackupApi, type KnownBackup } from '../backup.api.ts';
import { failureOf, messageOf, unexpected } from '../http/answers.ts';
import { numberOf, objectOf } from '../http/json-fields.ts';
import type { ManagementClient } from '../http/management-client.ts';
import { readBackupIds, readKnownBackups } from '../known-backups.ts';
import { observeWebAppBackup } from './web-app-observation.ts';
import { namedTrouble } from './web-app-trouble.ts';
import { webAppRules, type WebAppRules } from './web-app.rules.ts';

export interface WebAppBackupClientOptions {
  app: WebApp;
  management: ManagementClient;
}

const PATH = '/actuator/backups';

/** The backups of Operate, Tasklist or Optimize, 8.2–8.7 (`/actuator/backups` of each application). */
export class WebAppBackupClient extends BackupApi {
  readonly component: WebApp;

  private readonly management: ManagementClient;
  private readonly rules: WebAppRules;

  constructor(options: WebAppBackupClientOptions) {
    super();
    this.component = options.app;
    this.management = options.management;
    this.rules = webAppRules[options.app];
  }

  async trigger(backupId: number, call?: CallOptions): Promise<string> {
    const answer = await this.management.post(PATH, { backupId }, call);
    if (answer.status === this.rules.accepted && objectOf(answer.body) !== null) {
      const parts = objectOf(answer.body)?.['scheduledSnapshots'];
      return Array.isArray(parts) ? `${parts.length} snapshots scheduled` : messageOf(answer);
    }
    throw namedTrouble(answer) ?? failureOf(answer);
  }

  async look(backupId: number, call?: CallOptions): Promise<BackupObservation> {
    const answer = await this.management.get(`${PATH}/${backupId}`, call);
    if (answer.status === 200) {
      const seen = observeWebAppBackup(this.component, backupId, answer.body);
      if (seen === null || numberOf(objectOf(answer.body)?.['backupId']) !== backupId)
        throw unexpected(answer);
      return seen;
    }
    const trouble = namedTrouble(answer);
    if (trouble !== null) throw trouble;
    if (answer.status !== 404 && !this.rules.saysAbsent(answer, backupId)) throw failureOf(answer);
    return { state: 'absent', message: messageOf(answer), done: 0, total: null, startedAt: null };
  }

  async ids(call?: CallOptions): Promise<number[]> {
    const answer = await this.management.get(`${PATH}?verbose=false`, call);
    if (answer.status !== 200) throw namedTrouble(answer) ?? failureOf(answer);
    const ids = readBackupIds(answer.body);
    if (ids === null) throw unexpected(answer);
    return ids;
  }

  async list(call?: CallOptions): Promise<KnownBackup[]> {
    const answer = await this.management.get(PATH, call);
    if (answer.status !== 200) throw namedTrouble(answer) ?? failureOf(answer);
    const known = readKnownBackups(answer.body, (item, id) => observeWebAppBackup(this.component, id, item));
    if (known === null) throw unexpected(answer);
    return known;
  }
}
