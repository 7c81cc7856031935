import type { BackupObservation, StepFailure } from '#domain';
import type { CallOptions } from '#http';
import type { Answer } from '../http/answer.ts';
import { messageOf, unexpected } from '../http/answers.ts';
import { numberOf, objectOf } from '../http/json-fields.ts';
import type { ManagementClient } from '../http/management-client.ts';
import { readBackupIds, readKnownBackups } from '../known-backups.ts';
import type { BackupApi, KnownBackup, LookOptions } from '../ports/backup.api.ts';
import { checkpointsOf } from '../zeebe/zeebe-observation.ts';
import { restFailure, type Permission } from './rest-failure.ts';
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
    const body = objectOf(answer.body);
    if (answer.status !== 202 || body === null) throw this.failureOf(answer, 'BACKUP:CREATE');
    const parts = body['scheduledSnapshots'];
    // The id in the answer is that of the default tenant, and the one that was asked for counts.
    return Array.isArray(parts) ? `${parts.length} snapshots scheduled` : `backup ${backupId} is accepted`;
  }

  async look(backupId: number, call: LookOptions = {}): Promise<BackupObservation> {
    const { expectedPartitions, ...options } = call;
    const answer = await this.rest.get(`${this.part.path}/${backupId}`, options);
    if (answer.status === 404 && this.part.trouble(answer) === null)
      return { state: 'absent', message: messageOf(answer), done: 0, total: null, startedAt: null };
    if (answer.status !== 200) throw this.failureOf(answer, 'BACKUP:READ');
    const seen = this.part.observe(backupId, answer.body, expectedPartitions ?? null);
    if (seen === null || numberOf(objectOf(answer.body)?.['backupId']) !== backupId) throw unexpected(answer);
    return seen;
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
    const ids = readBackupIds(answer.body);
    if (ids === null) throw unexpected(answer);
    return ids;
  }

  async list(call?: CallOptions): Promise<KnownBackup[]> {
    const answer = await this.rest.get(this.part.path, call);
    if (answer.status !== 200) throw this.failureOf(answer, 'BACKUP:READ');
    const known = readKnownBackups(answer.body, (item, id) => this.part.observe(id, item, null));
    if (known === null) throw unexpected(answer);
    return known;
  }

  async delete(backupId: number, call?: CallOptions): Promise<void> {
    const answer = await this.rest.delete(`${this.part.path}/${backupId}`, call);
    if (answer.status === 204 || (answer.status === 404 && this.part.trouble(answer) === null)) return;
    throw this.failureOf(answer, 'BACKUP:DELETE');
  }

  private failureOf(answer: Answer, permission: Permission): StepFailure {
    return this.part.trouble(answer) ?? restFailure(answer, permission);
  }
}
