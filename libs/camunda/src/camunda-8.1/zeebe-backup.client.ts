import type { BackupObservation, StepFailure } from '#domain';
import type { CallOptions } from '#http';
import { absentBackup, lookedAt } from '../backup-answers.ts';
import type { Answer } from '../http/answer.ts';
import { failureOf, refused } from '../http/answers.ts';
import { numberOf, objectOf, textOf } from '../http/json-fields.ts';
import type { ManagementClient } from '../http/management-client.ts';
import type { LookOptions } from '../ports/backup.api.ts';
import { checkpointsOf, observeZeebeBackup } from '../zeebe/zeebe-observation.ts';
import { STORE_OF_ZEEBE, zeebeTrouble } from '../zeebe/zeebe-trouble.ts';
import { OneBackupApi } from './one-backup.api.ts';

const PATH = '/actuator/backups';
/** Backups are switched off by default. */
const SWITCHED_OFF =
  'Set ZEEBE_BROKER_EXPERIMENTAL_FEATURES_ENABLEBACKUP=true on every broker and, on the gateway, MANAGEMENT_ENDPOINTS_BACKUPS_ENABLED=true and MANAGEMENT_ENDPOINTS_WEB_EXPOSURE_INCLUDE with backups.';

/**
 * Zeebe's partition backups in 8.1: `/actuator/backups/{id}` takes and shows one, in the field names of its time (`status`,
 * `partitions`) or, in later patches, in those of 8.2. Every failure is HTTP 500 with the id and a text. There is neither a
 * list nor a deletion. Known from sources and documentation; no answer was recorded.
 */
export class ZeebeBackupClient81 extends OneBackupApi {
  readonly component = 'zeebe';

  constructor(private readonly management: ManagementClient) {
    super();
  }

  async trigger(backupId: number, call?: CallOptions): Promise<string> {
    const answer = await this.management.post(`${PATH}/${backupId}`, undefined, call);
    const body = objectOf(answer.body);
    if (answer.status === 200 && numberOf(body?.['id']) === backupId && textOf(body?.['failure']) === null)
      return `backup ${backupId} is accepted`;
    throw troubleOf(answer);
  }

  async look(backupId: number, call: LookOptions = {}): Promise<BackupObservation> {
    const { expectedPartitions, ...options } = call;
    const answer = await this.management.get(`${PATH}/${backupId}`, options);
    if (answer.status === 404 && !isSwitchedOff(answer)) return absentBackup(answer);
    if (answer.status !== 200) throw troubleOf(answer);
    return lookedAt(answer, backupId, observeZeebeBackup(answer.body, expectedPartitions ?? null));
  }

  async checkpoints(backupId: number, call?: CallOptions): Promise<Record<string, number>> {
    const answer = await this.management.get(`${PATH}/${backupId}`, call);
    if (answer.status !== 200) throw troubleOf(answer);
    return checkpointsOf(answer.body);
  }
}

/** Spring itself answers where no endpoint is: with the path that was asked for, and without a word of Zeebe. */
function isSwitchedOff({ body }: Answer): boolean {
  return textOf(objectOf(body)?.['path']) !== null;
}

function troubleOf(answer: Answer): StepFailure {
  if (answer.status === 404) return refused(answer, SWITCHED_OFF);
  return zeebeTrouble(answer, STORE_OF_ZEEBE) ?? failureOf(answer);
}
