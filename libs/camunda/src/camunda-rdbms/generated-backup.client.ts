import type { CallOptions } from '#http';
import type { Answer } from '../http/answer.ts';
import { failureOf, refused, unexpected } from '../http/answers.ts';
import { numberOf, objectOf, objectsOf, textOf, timeOf, type JsonObject } from '../http/json-fields.ts';
import type { ManagementClient } from '../http/management-client.ts';
import type {
  BackupRange,
  Checkpoint,
  GeneratedBackupApi,
  RuntimeState,
} from '../ports/generated-backup.api.ts';
import { STORE_OF_PRIMARY_STORAGE, zeebeTrouble } from '../zeebe/zeebe-trouble.ts';

export const RUNTIME = '/actuator/backupRuntime';
const CONTINUOUS =
  'Set camunda.data.primary-storage.backup.continuous=true on every broker: a cluster on a relational database needs it.';

/**
 * Backups of Zeebe with ids of the cluster (`/actuator/backupRuntime`, 8.9 and 8.10). The trigger has neither a body nor a
 * content type: an empty JSON body is refused. Known from documentation and sources; no answer was recorded.
 */
export class GeneratedBackupClient implements GeneratedBackupApi {
  constructor(private readonly management: ManagementClient) {}

  async take(call?: CallOptions): Promise<number> {
    const answer = await this.management.post(RUNTIME, undefined, call);
    if (answer.status !== 202) throw troubleOf(answer);
    const body = objectOf(answer.body);
    // The first patches of 8.9 have the id in their message only.
    const id = numberOf(body?.['backupId']) ?? idIn(textOf(body?.['message']) ?? '');
    if (id === null) throw unexpected(answer);
    return id;
  }

  async state(call?: CallOptions): Promise<RuntimeState> {
    const answer = await this.management.get(`${RUNTIME}/state`, call);
    if (answer.status !== 200) throw troubleOf(answer);
    const body = objectOf(answer.body);
    if (body === null) throw unexpected(answer);
    return {
      checkpoints: objectsOf(body['checkpointStates']).flatMap((each) => checkpointOf(each) ?? []),
      backups: objectsOf(body['backupStates']).flatMap((each) => checkpointOf(each) ?? []),
      ranges: objectsOf(body['ranges']).flatMap((each) => rangeOf(each) ?? []),
    };
  }
}

function idIn(message: string): number | null {
  const id = /\bid (\d+)\b/i.exec(message)?.[1];
  return id === undefined ? null : Number(id);
}

function troubleOf(answer: Answer): ReturnType<typeof failureOf> {
  const trouble = zeebeTrouble(answer, STORE_OF_PRIMARY_STORAGE);
  if (trouble !== null) return trouble;
  return answer.status === 400 ? refused(answer, CONTINUOUS) : failureOf(answer);
}

/** @param partitionId where the checkpoint itself does not tell */
function checkpointOf(fields: JsonObject, partitionId = numberOf(fields['partitionId'])): Checkpoint | null {
  const checkpointId = numberOf(fields['checkpointId']);
  if (partitionId === null || checkpointId === null) return null;
  return {
    partitionId,
    checkpointId,
    type: textOf(fields['checkpointType']) ?? 'UNKNOWN',
    position: numberOf(fields['checkpointPosition']),
    at: timeOf(fields['checkpointTimestamp']),
  };
}

function rangeOf(fields: JsonObject): BackupRange | null {
  const partitionId = numberOf(fields['partitionId']);
  const [start, end] = [objectOf(fields['start']), objectOf(fields['end'])].map((each) =>
    each === null ? null : checkpointOf(each, partitionId),
  );
  return partitionId === null || !start || !end ? null : { partitionId, start, end };
}
