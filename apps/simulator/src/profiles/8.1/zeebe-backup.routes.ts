import type { Answer, Call } from '../../http/call.ts';
import type { Parameters, Route } from '../../http/router.ts';
import { readPathId } from '../../management/backup-id.body.ts';
import { actuatorType, bareError, compact, json } from '../../management/spring.answers.ts';
import { whenReady } from '../../when-ready.ts';
import { planOf, trouble, viewOptions, withStore } from '../../zeebe/backup-calls.ts';
import { viewBackup } from '../../zeebe/backup-view.ts';
import type { ZeebeComponent } from '../../zeebe/zeebe.component.ts';
import { viewEarlyBackup } from './zeebe-backup.view.ts';

const path = '/actuator/backups/:id';

/** Whatever the cause, it is a 500 that names the id and the failure. */
const failed = (id: number, failure: string): Answer => ({
  status: 500,
  contentType: actuatorType,
  body: compact({ id, failure }),
});

/** An answer of the shared code, in the words of 8.1. */
function asFailure(id: number, { body = '{}' }: Answer): Answer {
  const { message = '' } = JSON.parse(body) as { message?: string };
  return failed(id, message);
}

function take(zeebe: ZeebeComponent, call: Call, { id: text }: Parameters): Answer | Promise<Answer> {
  const id = readPathId(text);
  if (id === undefined) return bareError(call, 400, compact);
  const problem = trouble(zeebe, call);
  if (problem !== undefined) return asFailure(id, problem);
  const refreshed = zeebe.backups.refresh();
  const known = refreshed instanceof Promise ? refreshed.catch(() => undefined) : undefined;
  return whenReady(known, () => {
    const latest = zeebe.backups.latestCheckpointId();
    if (id <= latest) {
      return failed(
        id,
        `Requested backup has id ${id}. The latest backup has id ${latest}. Id of new backups must be higher than the previous one. `,
      );
    }
    zeebe.backups.take(id, planOf(zeebe, call));
    return { ...json({ id }, actuatorType), performed: true };
  });
}

/** Later patches answer in the shape of 8.2; which one was the first is not known, so a setting decides. */
function status(zeebe: ZeebeComponent, call: Call, { id: text }: Parameters): Answer | Promise<Answer> {
  const id = readPathId(text);
  if (id === undefined) return bareError(call, 400, compact);
  const answer = withStore(zeebe, call, () => {
    const backup = zeebe.backups.find(id);
    if (zeebe.cluster.state.settings.zeebe.earlyShape)
      return json(viewEarlyBackup(id, backup, viewOptions(zeebe, false)), actuatorType);
    return backup === undefined
      ? failed(id, `Backup with id ${id} does not exist`)
      : json(viewBackup(backup, viewOptions(zeebe, false)), actuatorType);
  });
  return whenReady(answer, (found) => {
    const isShared = found.status !== 200 && found.body?.includes('"failure"') !== true;
    return isShared ? asFailure(id, found) : found;
  });
}

/** No list and no deletion: other methods and paths are a 405 and a 404. */
export const earlyBackupRoutes = (zeebe: ZeebeComponent): Route[] => [
  { method: 'POST', path, handle: (call, given) => take(zeebe, call, given) },
  { method: 'GET', path, handle: (call, given) => status(zeebe, call, given) },
];
