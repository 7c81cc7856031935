import type { BackupObservation, StepFailure } from '#domain';
import { LIST_BOUNDS, type CallOptions } from '#http';
import { absentBackup, backupIdsIn, knownBackupsIn, lookedAt } from '../backup-answers.ts';
import type { Answer } from '../http/answer.ts';
import { failureOf, idInUse, messageOf } from '../http/answers.ts';
import type { ManagementClient } from '../http/management-client.ts';
import type { BackupApi, KnownBackup, LookOptions } from '../ports/backup.api.ts';
import { checkpointsOf, observeZeebeBackup } from './zeebe-observation.ts';
import { STORE_OF_ZEEBE, zeebeTrouble } from './zeebe-trouble.ts';

export interface ZeebeBackupClientOptions {
  /** Gateway, or a broker with an embedded one. */
  management: ManagementClient;
  /** Without it: where 8.2 to 8.7 have it. */
  path?: string;
  /** What an operator does where no backup store is configured. */
  storeRemedy?: string;
}

/** Zeebe's partition backups from 8.2 on: `/actuator/backups`, and from 8.8 on `/actuator/backupRuntime`. */
export class ZeebeBackupClient implements BackupApi {
  readonly component = 'zeebe';
  readonly can = { list: true, delete: true };

  private readonly management: ManagementClient;
  private readonly path: string;
  private readonly storeRemedy: string;

  constructor(options: ZeebeBackupClientOptions) {
    this.management = options.management;
    this.path = options.path ?? '/actuator/backups';
    this.storeRemedy = options.storeRemedy ?? STORE_OF_ZEEBE;
  }

  async trigger(backupId: number, call?: CallOptions): Promise<string> {
    const answer = await this.management.post(this.path, { backupId }, call);
    if (answer.status === 202) return messageOf(answer);
    throw this.troubleOf(answer);
  }

  async look(backupId: number, call: LookOptions = {}): Promise<BackupObservation> {
    const { expectedPartitions, ...options } = call;
    const answer = await this.management.get(`${this.path}/${backupId}`, options);
    if (answer.status === 404) return absentBackup(answer);
    if (answer.status !== 200) throw this.troubleOf(answer);
    return lookedAt(answer, backupId, observeZeebeBackup(answer.body, expectedPartitions ?? null));
  }

  async checkpoints(backupId: number, call?: CallOptions): Promise<Record<string, number>> {
    const answer = await this.management.get(`${this.path}/${backupId}`, call);
    if (answer.status !== 200) throw this.troubleOf(answer);
    return checkpointsOf(answer.body);
  }

  async ids(call?: CallOptions): Promise<number[]> {
    return backupIdsIn(await this.all(call));
  }

  async list(call?: CallOptions): Promise<KnownBackup[]> {
    return knownBackupsIn(await this.all(call), (item) => observeZeebeBackup(item, null));
  }

  async delete(backupId: number, call?: CallOptions): Promise<void> {
    const answer = await this.management.delete(`${this.path}/${backupId}`, call);
    if (answer.status !== 204 && answer.status !== 404) throw this.troubleOf(answer);
  }

  /** It has every partition of every backup, and there is no shorter one: it grows like a list of names. */
  private async all(call?: CallOptions): Promise<Answer> {
    const answer = await this.management.get(this.path, { ...call, bounds: LIST_BOUNDS });
    if (answer.status !== 200) throw this.troubleOf(answer);
    return answer;
  }

  private troubleOf(answer: Answer): StepFailure {
    return (
      zeebeTrouble(answer, this.storeRemedy) ?? (answer.status === 409 ? idInUse(answer) : failureOf(answer))
    );
  }
}
