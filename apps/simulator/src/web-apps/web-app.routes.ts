import type { Answer, Call } from '../http/call.ts';
import type { Parameters, Route } from '../http/router.ts';
import { readBackupId, readPathId } from '../management/backup-id.body.ts';
import { json, noContent, plainType } from '../management/spring.answers.ts';
import { whenReady } from '../when-ready.ts';
import { groupParts } from './group-parts.ts';
import { planFromFaults } from './part-plan.ts';
import type { Part } from './parts.port.ts';
import { viewWebAppBackup } from './web-app-backup.view.ts';
import { unavailable } from './web-app.component.ts';
import type { WebAppComponent } from './web-app.component.ts';

const jsonType = /^application\/([\w.]+\+)?json\s*(;|$)/;

/** The id of a POST, or the answer to a body without a good one. A fraction is cut off, as Jackson does it. */
function requestedId({ dialect }: WebAppComponent, call: Call): number | Answer {
  const type = call.headers['content-type'];
  if (type !== undefined && !jsonType.test(type)) return dialect.unsupportedType(call, type);
  const body = readBackupId(call.body);
  if (body.kind === 'missing') return dialect.invalidRequest('BackupId must be provided');
  if (body.kind !== 'number' && body.kind !== 'fraction') return dialect.unreadableBody(call, body);
  const id = Math.trunc(body.value);
  return id < 0 ? dialect.negativeId(id) : id;
}

/** Continues with the parts (of one backup, or all), or answers why they cannot be read. */
function withParts(
  { parts, dialect }: WebAppComponent,
  { backupId, doing }: { readonly backupId?: number; readonly doing: 'retrieving' | 'searching' },
  answer: (found: readonly Part[]) => Answer,
): Answer | Promise<Answer> {
  return whenReady(parts.problem(), (cause) => {
    const problem = unavailable(cause, parts.repository, doing);
    return problem === undefined ? whenReady(parts.find(backupId), answer) : dialect.unavailable(problem);
  });
}

function take(webApp: WebAppComponent, call: Call): Answer | Promise<Answer> {
  const { cluster, dialect, parts } = webApp;
  const id = requestedId(webApp, call);
  if (typeof id !== 'number') return id;
  return withParts(webApp, { backupId: id, doing: 'retrieving' }, (existing) => {
    if (existing.length > 0) {
      const found = existing.map(({ name, uuid }) => `${name}/${uuid}`).join(', ');
      return dialect.invalidRequest(`A backup with ID [${id}] already exists. Found snapshots: [${found}]`);
    }
    if (parts.isBusy()) return dialect.invalidRequest('Another backup is running at the moment');
    const scheduledSnapshots = parts.take(id, planFromFaults(cluster.faults, call));
    return { ...json({ scheduledSnapshots }, plainType, dialect.print), performed: true };
  });
}

/** The id in the path, or the answer to a bad one. */
function pathId({ dialect }: WebAppComponent, call: Call, parameters: Parameters): number | Answer {
  const { id: text = '' } = parameters;
  const id = readPathId(text);
  if (id === undefined) return dialect.badPathId(call, text);
  return id < 0 ? dialect.negativeId(id) : id;
}

/** How often an unknown id was asked for since the application started. */
function countUnknown({ cluster, dialect }: WebAppComponent): number {
  const state = cluster.state.webApps[dialect.app];
  state.unknownAnswers += 1;
  return state.unknownAnswers;
}

function status(webApp: WebAppComponent, call: Call, parameters: Parameters): Answer | Promise<Answer> {
  const { cluster, dialect } = webApp;
  const id = pathId(webApp, call, parameters);
  if (typeof id !== 'number') return id;
  return withParts(webApp, { backupId: id, doing: 'searching' }, (found) => {
    if (found.length > 0) return json(viewWebAppBackup(id, found), plainType, dialect.print);
    const nullAfter = cluster.state.settings.operate.unknownMessageNullAfter;
    return dialect.unknownBackup(call, { count: countUnknown(webApp), nullAfter });
  });
}

/** Newest first, both the backups and the parts within each. */
function list(webApp: WebAppComponent): Answer | Promise<Answer> {
  return withParts(webApp, { doing: 'searching' }, (found) => {
    const groups = groupParts(found.toReversed(), ({ backupId }) => backupId);
    const backups = [...groups].map(([id, parts]) => viewWebAppBackup(id, parts));
    return json(backups, plainType, webApp.dialect.print);
  });
}

function remove(webApp: WebAppComponent, call: Call, parameters: Parameters): Answer | Promise<Answer> {
  const id = pathId(webApp, call, parameters);
  if (typeof id !== 'number') return id;
  return withParts(webApp, { backupId: id, doing: 'retrieving' }, (found) => {
    // Answered at once, done later; what fails then leaves the parts where they are.
    void Promise.resolve(webApp.parts.delete(id)).catch(() => undefined);
    return { ...noContent, performed: found.length > 0 };
  });
}

export const webAppRoutes = (webApp: WebAppComponent): Route[] => [
  { method: 'POST', path: '/actuator/backups', handle: (call) => take(webApp, call) },
  { method: 'GET', path: '/actuator/backups', handle: () => list(webApp) },
  { method: 'GET', path: '/actuator/backups/:id', handle: (call, given) => status(webApp, call, given) },
  { method: 'DELETE', path: '/actuator/backups/:id', handle: (call, given) => remove(webApp, call, given) },
];
