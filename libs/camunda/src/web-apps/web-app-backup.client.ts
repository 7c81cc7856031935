import type { BackupObservation, WebApp } from '#domain';
import type { CallOptions } from '#http';
import {
  absentBackup,
  backupIdsIn,
  knownBackupsIn,
  lookedAt,
  snapshotsScheduled,
} from '../backup-answers.ts';
import { failureOf, messageOf } from '../http/answers.ts';
import { objectOf } from '../http/json-fields.ts';
import type { ManagementClient } from '../http/management-client.ts';
import type { BackupApi, KnownBackup } from '../ports/backup.api.ts';
import { observeWebAppBackup } from './web-app-observation.ts';
import { namedTrouble, triggerFailure } from './web-app-trouble.ts';
import { webAppRules, type WebAppRules } from './web-app.rules.ts';

export interface WebAppBackupClientOptions {
  app: WebApp;
  management: ManagementClient;
  /** Without it: where every application has it, except the unified one of 8.8. */
  path?: string;
}

/**
 * The backups of one web application from 8.2 on: `/actuator/backups` of Operate, Tasklist and Optimize, and from 8.8 on
 * `/actuator/backupHistory` for Operate and Tasklist in one.
 */
export class WebAppBackupClient implements BackupApi {
  readonly component: WebApp;
  readonly can = { list: true, delete: true };

  private readonly management: ManagementClient;
  private readonly path: string;
  private readonly rules: WebAppRules;

  constructor(options: WebAppBackupClientOptions) {
    this.component = options.app;
    this.management = options.management;
    this.path = options.path ?? '/actuator/backups';
    this.rules = webAppRules[options.app];
  }

  async trigger(backupId: number, call?: CallOptions): Promise<string> {
    const answer = await this.management.post(this.path, { backupId }, call);
    if (this.rules.accepted.includes(answer.status) && objectOf(answer.body) !== null)
      return snapshotsScheduled(answer) ?? messageOf(answer);
    throw triggerFailure(answer);
  }

  async look(backupId: number, call?: CallOptions): Promise<BackupObservation> {
    const answer = await this.management.get(`${this.path}/${backupId}`, call);
    if (answer.status === 200)
      return lookedAt(answer, backupId, observeWebAppBackup(this.component, backupId, answer.body));
    const trouble = namedTrouble(answer);
    if (trouble !== null) throw trouble;
    if (answer.status !== 404 && !this.rules.saysAbsent(answer, backupId)) throw failureOf(answer);
    return absentBackup(answer);
  }

  checkpoints(): Promise<Record<string, number>> {
    return Promise.resolve({});
  }

  async ids(call?: CallOptions): Promise<number[]> {
    const answer = await this.management.get(`${this.path}?verbose=false`, call);
    if (answer.status !== 200) throw namedTrouble(answer) ?? failureOf(answer);
    return backupIdsIn(answer);
  }

  async list(call?: CallOptions): Promise<KnownBackup[]> {
    const answer = await this.management.get(this.path, call);
    if (answer.status !== 200) throw namedTrouble(answer) ?? failureOf(answer);
    return knownBackupsIn(answer, (item, id) => observeWebAppBackup(this.component, id, item));
  }

  async delete(backupId: number, call?: CallOptions): Promise<void> {
    const answer = await this.management.delete(`${this.path}/${backupId}`, call);
    if (answer.status === 204 || answer.status === 404) return;
    throw namedTrouble(answer) ?? failureOf(answer);
  }
}
