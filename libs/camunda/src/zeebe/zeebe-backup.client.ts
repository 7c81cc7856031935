import type { BackupObservation, Component, StepFailure } from '#domain';
import type { CallOptions } from '#http';
import { BackupApi, type KnownBackup } from '../backup.api.ts';
import type { Answer } from '../http/answer.ts';
import { busy, failureOf, idInUse, messageIn, refused, messageOf, unexpected } from '../http/answers.ts';
import { numberOf, objectOf, objectsOf } from '../http/json-fields.ts';
import type { ManagementClient } from '../http/management-client.ts';
import { readBackupIds, readKnownBackups } from '../known-backups.ts';
import { observeZeebeBackup } from './zeebe-observation.ts';

export interface ZeebeBackupClientOptions {
  /** Gateway, or a broker with an embedded one. */
  management: ManagementClient;
}

/** `expectedPartitions`: those that a complete backup must cover; without it only the listed ones are checked. */
export type ZeebeLookOptions = CallOptions & { expectedPartitions?: number };

const PATH = '/actuator/backups';

/** Zeebe's partition backups, 8.2–8.7 (`/actuator/backups`). */
export class ZeebeBackupClient extends BackupApi {
  readonly component: Component = 'zeebe';

  constructor(private readonly options: ZeebeBackupClientOptions) {
    super();
  }

  async trigger(backupId: number, call?: CallOptions): Promise<string> {
    const answer = await this.options.management.post(PATH, { backupId }, call);
    if (answer.status === 202) return messageOf(answer);
    if (answer.status !== 409) throw troubleOf(answer);
    throw /scaling/i.test(messageIn(answer.body) ?? '') ? busy(answer) : idInUse(answer);
  }

  async look(backupId: number, call: ZeebeLookOptions = {}): Promise<BackupObservation> {
    const { expectedPartitions, ...options } = call;
    const answer = await this.options.management.get(`${PATH}/${backupId}`, options);
    if (answer.status === 404) {
      return { state: 'absent', message: messageOf(answer), done: 0, total: null, startedAt: null };
    }
    if (answer.status !== 200) throw troubleOf(answer);
    const seen = this.observe(answer.body, expectedPartitions);
    if (seen === null || numberOf(objectOf(answer.body)?.['backupId']) !== backupId) throw unexpected(answer);
    return seen;
  }

  /**
   * Checkpoint position of each partition of a backup, by partition id; a partition that does not tell is left out.
   * @throws StepFailure as all methods do; refused when there is no such backup
   */
  async checkpoints(backupId: number, call?: CallOptions): Promise<Record<string, number>> {
    const answer = await this.options.management.get(`${PATH}/${backupId}`, call);
    if (answer.status !== 200) throw troubleOf(answer);
    const body = objectOf(answer.body);
    const details = objectsOf(body?.['details'] ?? body?.['partitions']);
    return Object.fromEntries(
      details.flatMap((detail): [string, number][] => {
        const [partition, position] = [
          numberOf(detail['partitionId']),
          numberOf(detail['checkpointPosition']),
        ];
        return partition === null || position === null ? [] : [[String(partition), position]];
      }),
    );
  }

  async ids(call?: CallOptions): Promise<number[]> {
    const answer = await this.options.management.get(PATH, call);
    if (answer.status !== 200) throw troubleOf(answer);
    const ids = readBackupIds(answer.body);
    if (ids === null) throw unexpected(answer);
    return ids;
  }

  async list(call?: CallOptions): Promise<KnownBackup[]> {
    const answer = await this.options.management.get(PATH, call);
    if (answer.status !== 200) throw troubleOf(answer);
    const known = readKnownBackups(answer.body, (item) => this.observe(item));
    if (known === null) throw unexpected(answer);
    return known;
  }

  /** Deletes a backup, or what there is of it. Idempotent: an unknown id is fine. @throws StepFailure as all methods do */
  async delete(backupId: number, call?: CallOptions): Promise<void> {
    const answer = await this.options.management.delete(`${PATH}/${backupId}`, call);
    if (answer.status !== 204 && answer.status !== 404) throw troubleOf(answer);
  }

  private observe(body: unknown, expected?: number): BackupObservation | null {
    return observeZeebeBackup(body, expected ?? null);
  }
}

function troubleOf(answer: Answer): StepFailure {
  if (/no backup store is configured/i.test(messageIn(answer.body) ?? '')) {
    return refused(answer, 'Set zeebe.broker.data.backup.store on every broker.');
  }
  return failureOf(answer);
}
