import type { Answer, Call } from '../../http/call.ts';
import type { Parameters, Route } from '../../http/router.ts';
import { readPathId } from '../../management/backup-id.body.ts';
import { actuatorType, bareError, compact, json, noContent } from '../../management/spring.answers.ts';
import { whenReady } from '../../when-ready.ts';
import { message, viewOptions, withStore } from '../../zeebe/backup-calls.ts';
import { viewBackup } from '../../zeebe/backup-view.ts';
import type { ZeebeComponent } from '../../zeebe/zeebe.component.ts';
import { takeRuntime } from './runtime-take.ts';
import { runtimeDialect } from './runtime-texts.ts';

const path = '/actuator/backupRuntime';

const since89 = ({ cluster }: ZeebeComponent): boolean => runtimeDialect(cluster.config.version).since89;

export const runtimeView = (zeebe: ZeebeComponent, short: boolean) => ({
  ...viewOptions(zeebe, short),
  firstLogPosition: since89(zeebe),
});

function list(zeebe: ZeebeComponent, call: Call, prefix: string): Answer | Promise<Answer> {
  return withStore(zeebe, call, () => {
    const backups = zeebe.backups.list().filter(({ backupId }) => String(backupId).startsWith(prefix));
    return json(
      backups.map((backup) => viewBackup(backup, runtimeView(zeebe, true))),
      actuatorType,
    );
  });
}

function one(zeebe: ZeebeComponent, call: Call, id: number): Answer | Promise<Answer> {
  return withStore(zeebe, call, () => {
    const backup = zeebe.backups.find(id);
    return backup === undefined
      ? message(404, `Backup with id ${id} does not exist`)
      : json(viewBackup(backup, runtimeView(zeebe, false)), actuatorType);
  });
}

function query(zeebe: ZeebeComponent, call: Call, { id: text = '' }: Parameters): Answer | Promise<Answer> {
  if (text.endsWith('*')) return list(zeebe, call, text.slice(0, -1));
  const id = readPathId(text);
  return id === undefined
    ? message(400, `Expected a backup ID or prefix ending with '*', but got '${text}'.`)
    : one(zeebe, call, id);
}

/** Up to 8.8 the store deletes before the answer; since 8.9 a command is written, and what it does shows later. */
function remove(zeebe: ZeebeComponent, call: Call, { id: text = '' }: Parameters): Answer | Promise<Answer> {
  const id = readPathId(text);
  if (id === undefined) {
    return since89(zeebe)
      ? message(400, `Expected a backup ID or 'state', but got '${text}'.`)
      : bareError(call, 400, compact);
  }
  return withStore(zeebe, call, () => {
    const performed = zeebe.backups.find(id) !== undefined;
    if (since89(zeebe)) {
      const { deleteDelayMs } = zeebe.cluster.state.settings.zeebe;
      zeebe.cluster.timeline.after(deleteDelayMs, { kind: 'backup-vanishes', backupId: id });
      return { ...noContent, performed };
    }
    return whenReady(zeebe.backups.delete(id), () => ({ ...noContent, performed }));
  });
}

export const runtimeRoutes = (zeebe: ZeebeComponent): Route[] => [
  { method: 'POST', path, handle: (call) => takeRuntime(zeebe, call) },
  { method: 'GET', path, handle: (call) => list(zeebe, call, '') },
  { method: 'GET', path: `${path}/:id`, handle: (call, given) => query(zeebe, call, given) },
  { method: 'DELETE', path: `${path}/:id`, handle: (call, given) => remove(zeebe, call, given) },
];
