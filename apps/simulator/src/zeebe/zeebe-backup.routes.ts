import type { Answer, Call } from '../http/call.ts';
import type { Parameters, Route } from '../http/router.ts';
import { readBackupId, readPathId } from '../management/backup-id.body.ts';
import { actuatorType, bareError, compact, json, noContent } from '../management/spring.answers.ts';
import { whenReady } from '../when-ready.ts';
import {
  acceptedTypes,
  isAccepted,
  message,
  planOf,
  trouble,
  viewOptions,
  withStore,
} from './backup-calls.ts';
import { viewBackup } from './backup-view.ts';
import type { ZeebeComponent } from './zeebe.component.ts';

function take(zeebe: ZeebeComponent, call: Call): Answer | Promise<Answer> {
  if (!isAccepted(call.headers['content-type'])) {
    return { ...bareError(call, 415, compact), headers: { Accept: acceptedTypes.join(', ') } };
  }
  const id = readBackupId(call.body);
  if (id.kind !== 'number') return bareError(call, 400, compact);
  if (id.value <= 0) return message(400, 'A backupId must be provided and it must be > 0');
  const problem = trouble(zeebe, call);
  if (problem !== undefined) return problem;
  // A store that cannot be read is no reason to refuse: the backup is accepted, and lost.
  const refreshed = zeebe.backups.refresh();
  const known = refreshed instanceof Promise ? refreshed.catch(() => undefined) : undefined;
  return whenReady(known, () => {
    const latest = zeebe.backups.latestCheckpointId();
    if (id.value <= latest) {
      const text =
        `Requested backup has id ${id.value}. The latest backup has id ${latest}. ` +
        'Id of new backups must be higher than the previous one. ';
      return message(409, text);
    }
    zeebe.backups.take(id.value, planOf(zeebe, call));
    const scheduled =
      `A backup with id ${id.value} has been scheduled. ` +
      `Use GET actuator/backups/${id.value} to monitor the status.`;
    return { ...message(202, scheduled), performed: true };
  });
}

function status(zeebe: ZeebeComponent, call: Call, parameters: Parameters): Answer | Promise<Answer> {
  const id = readPathId(parameters.id);
  if (id === undefined) return bareError(call, 400, compact);
  return withStore(zeebe, call, () => {
    const backup = zeebe.backups.find(id);
    return backup === undefined
      ? message(404, `Backup with id ${id} does not exist`)
      : json(viewBackup(backup, viewOptions(zeebe, false)), actuatorType);
  });
}

function list(zeebe: ZeebeComponent, call: Call): Answer | Promise<Answer> {
  return withStore(zeebe, call, () => {
    const backups = zeebe.backups.list().map((backup) => viewBackup(backup, viewOptions(zeebe, true)));
    return json(backups, actuatorType);
  });
}

function remove(zeebe: ZeebeComponent, call: Call, parameters: Parameters): Answer | Promise<Answer> {
  const id = readPathId(parameters.id);
  if (id === undefined) return bareError(call, 400, compact);
  return withStore(zeebe, call, () =>
    whenReady(zeebe.backups.delete(id), (performed) => ({ ...noContent, performed })),
  );
}

export const zeebeBackupRoutes = (zeebe: ZeebeComponent): Route[] => [
  { method: 'POST', path: '/actuator/backups', handle: (call) => take(zeebe, call) },
  { method: 'GET', path: '/actuator/backups', handle: (call) => list(zeebe, call) },
  { method: 'GET', path: '/actuator/backups/:id', handle: (call, given) => status(zeebe, call, given) },
  { method: 'DELETE', path: '/actuator/backups/:id', handle: (call, given) => remove(zeebe, call, given) },
];
