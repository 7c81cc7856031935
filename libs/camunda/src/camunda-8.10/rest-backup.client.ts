import type { BackupObservation, StepFailure } from '#domain';
import type { CallOptions } from '#http';
import {
  absentBackup,
  backupIdsIn,
  knownBackupsIn,
  lookedAt,
  snapshotsScheduled,
} from '../backup-answers.ts';
import type { Answer } from '../http/answer.ts';
import { objectOf } from '../http/json-fields.ts';
import type { ManagementClient } from '../http/management-client.ts';
import type { BackupApi, KnownBackup, LookOptions } from '../ports/backup.api.ts';
import { checkpointsOf } from '../zeebe/zeebe-observation.ts';
import { isUnknownTenant, restFailure, type Permission } from './rest-failure.ts';
import type { RestPart } from './rest-parts.ts';

/**
 * The backups of one part by the Orchestration Cluster REST API of 8.10. Known from its API description and sources; no
 * answer was recorded.
 */
export class RestBackupClient implements BackupApi {
  readonly component: RestPart['component'];
  readonly can = { list: true, delete: true };

  constructor(
    private readonly part: RestPart,
    private readonly rest: ManagementClient,
  ) {
    this.component = part.component;
  }

  async trigger(backupId: number, call?: CallOptions): Promise<string> {
    const answer = await this.rest.post(this.part.path, { backupId }, call);
    if (answer.status !== 202 || objectOf(answer.body) === null)
      throw this.failureOf(answer, 'BACKUP:CREATE');
    // The id in the answer is that of the default tenant, and the one that was asked for counts.
    return snapshotsScheduled(answer) ?? `backup ${backupId} is accepted`;
  }

  async look(backupId: number, call: LookOptions = {}): Promise<BackupObservation> {
    const { expectedPartitions, ...options } = call;
    const answer = await this.rest.get(`${this.part.path}/${backupId}`, options);
    if (this.isAbsent(answer)) return absentBackup(answer);
    if (answer.status !== 200) throw this.failureOf(answer, 'BACKUP:READ');
    const seen = this.part.observe(backupId, answer.body, expectedPartitions ?? null);
    return lookedAt(answer, backupId, seen);
  }

  async checkpoints(backupId: number, call?: CallOptions): Promise<Record<string, number>> {
    if (this.component !== 'zeebe') return {};
    const answer = await this.rest.get(`${this.part.path}/${backupId}`, call);
    if (answer.status !== 200) throw this.failureOf(answer, 'BACKUP:READ');
    return checkpointsOf(answer.body);
  }

  async ids(call?: CallOptions): Promise<number[]> {
    const answer = await this.rest.get(`${this.part.path}${this.part.idsQuery}`, call);
    if (answer.status !== 200) throw this.failureOf(answer, 'BACKUP:READ');
    return backupIdsIn(answer);
  }

  async list(call?: CallOptions): Promise<KnownBackup[]> {
    const answer = await this.rest.get(this.part.path, call);
    if (answer.status !== 200) throw this.failureOf(answer, 'BACKUP:READ');
    return knownBackupsIn(answer, (item, id) => this.part.observe(id, item, null));
  }

  async delete(backupId: number, call?: CallOptions): Promise<void> {
    const answer = await this.rest.delete(`${this.part.path}/${backupId}`, call);
    if (answer.status === 204 || this.isAbsent(answer)) return;
    throw this.failureOf(answer, 'BACKUP:DELETE');
  }

  private isAbsent(answer: Answer): boolean {
    return answer.status === 404 && this.part.trouble(answer) === null && !isUnknownTenant(answer);
  }

  private failureOf(answer: Answer, permission: Permission): StepFailure {
    return this.part.trouble(answer) ?? restFailure(answer, permission);
  }
}
