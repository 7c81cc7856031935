import type { Answer, Call } from '../../http/call.ts';
import { readBackupId } from '../../management/backup-id.body.ts';
import { actuatorType, bareError, compact, json } from '../../management/spring.answers.ts';
import { acceptedTypes, isAccepted, message, planOf, trouble } from '../../zeebe/backup-calls.ts';
import { whenReady } from '../../when-ready.ts';
import type { ZeebeComponent } from '../../zeebe/zeebe.component.ts';
import { generatesIds, nextGeneratedId } from '../rdbms/generated-ids.ts';
import { badId, runtimeDialect, scheduledText } from './runtime-texts.ts';

/** The id that a POST asks for, `none` where it names none, or the answer to a body that Spring cannot read. */
export function requestedId(call: Call, since89: boolean): number | 'none' | Answer {
  if (!isAccepted(call.headers['content-type'])) {
    // Since 8.9 there is an operation without parameters, which any other content type reaches.
    if (since89 && call.body === '') return 'none';
    return { ...bareError(call, 415, compact), headers: { Accept: acceptedTypes.join(', ') } };
  }
  const id = readBackupId(call.body);
  return id.kind === 'number' ? id.value : bareError(call, 400, compact);
}

export const scalingText =
  'Cannot take backup while scaling is in progress. Please retry after scaling is completed.';

/** Why a backup was not taken, with the status of it; both are the same for every API. */
export interface TakeRefusal {
  readonly cause: 'exists' | 'scaling';
  readonly text: string;
  /** Whether the id is used up anyway. */
  readonly performed: boolean;
}

/** Takes a backup of all partitions, as the faults that the call meets have it. */
export function takeBackup(zeebe: ZeebeComponent, call: Call, id: number): TakeRefusal | undefined {
  const dialect = runtimeDialect(zeebe.cluster.config.version);
  const latest = zeebe.backups.latestCheckpointId();
  if (id <= latest) return { cause: 'exists', text: dialect.alreadyExists(id, latest), performed: false };
  const isScaling = zeebe.cluster.faults.take(call, 'scalingInProgress') !== undefined;
  const plan = planOf(zeebe, call);
  if (!isScaling) {
    zeebe.backups.take(id, plan);
    return undefined;
  }
  // The checkpoint is written nevertheless, and with it a backup that failed.
  zeebe.backups.take(id, { ...plan, failing: zeebe.backups.failingEverywhere(scalingText) });
  return { cause: 'scaling', text: scalingText, performed: true };
}

function takeAs(zeebe: ZeebeComponent, call: Call, id: number): Answer {
  const refusal = takeBackup(zeebe, call, id);
  if (refusal !== undefined) return { ...message(409, refusal.text), performed: refusal.performed };
  const { since89 } = runtimeDialect(zeebe.cluster.config.version);
  const body = { message: scheduledText(id), ...(since89 ? { backupId: id } : {}) };
  return { ...json(body, actuatorType), status: 202, performed: true };
}

/** Continues with what the store has. One that cannot be read is no reason to refuse: the backup is accepted, and lost. */
export function knowing(zeebe: ZeebeComponent, next: () => Answer): Answer | Promise<Answer> {
  const refreshed = zeebe.backups.refresh();
  const known = refreshed instanceof Promise ? refreshed.catch(() => undefined) : undefined;
  return whenReady(known, next);
}

/** POST /actuator/backupRuntime of a cluster without physical tenants. */
export function takeRuntime(zeebe: ZeebeComponent, call: Call): Answer | Promise<Answer> {
  const dialect = runtimeDialect(zeebe.cluster.config.version);
  const requested = requestedId(call, dialect.since89);
  if (typeof requested === 'object') return requested;
  const generated = generatesIds(zeebe.cluster);
  if (generated && requested !== 'none') return message(400, dialect.idsAreGenerated);
  if (!generated && (requested === 'none' || requested <= 0)) return message(400, badId);
  const problem = trouble(zeebe, call);
  if (problem !== undefined) return problem;
  return knowing(zeebe, () => takeAs(zeebe, call, requested === 'none' ? nextGeneratedId(zeebe) : requested));
}
