import type { Answer, Call } from '../http/call.ts';
import type { Parameters, Route } from '../http/router.ts';
import { readBackupId, readPathId } from '../management/backup-id.body.ts';
import { json, noContent, plainType } from '../management/spring.answers.ts';
import { groupParts } from './group-parts.ts';
import { planFromFaults } from './part-plan.ts';
import { partMetadata, viewWebAppBackup } from './web-app-backup.view.ts';
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

function take(webApp: WebAppComponent, call: Call): Answer {
  const { cluster, dialect, machine } = webApp;
  const id = requestedId(webApp, call);
  if (typeof id !== 'number') return id;
  const problem = unavailable(webApp, 'retrieving');
  if (problem !== undefined) return dialect.unavailable(problem);
  const existing = machine.find(id);
  if (existing.length > 0) {
    const found = existing.map(({ name, uuid }) => `${name}/${uuid}`).join(', ');
    return dialect.invalidRequest(`A backup with ID [${id}] already exists. Found snapshots: [${found}]`);
  }
  if (machine.isBusy()) return dialect.invalidRequest('Another backup is running at the moment');
  const scheduledSnapshots = machine.take(id, planFromFaults(cluster.faults, call));
  return { ...json({ scheduledSnapshots }, plainType, dialect.print), performed: true };
}

/** The id in the path, or the answer to a bad one. */
function pathId({ dialect }: WebAppComponent, call: Call, parameters: Parameters): number | Answer {
  const { id: text = '' } = parameters;
  const id = readPathId(text);
  if (id === undefined) return dialect.badPathId(call, text);
  return id < 0 ? dialect.negativeId(id) : id;
}

function status(webApp: WebAppComponent, call: Call, parameters: Parameters): Answer {
  const { cluster, dialect, machine } = webApp;
  const id = pathId(webApp, call, parameters);
  if (typeof id !== 'number') return id;
  const problem = unavailable(webApp, 'searching');
  if (problem !== undefined) return dialect.unavailable(problem);
  const parts = machine.find(id);
  if (parts.length === 0) {
    const nullAfter = cluster.state.settings.operate.unknownMessageNullAfter;
    return dialect.unknownBackup(call, { count: machine.countUnknown(), nullAfter });
  }
  return json(viewWebAppBackup(id, parts), plainType, dialect.print);
}

/** Newest first, both the backups and the parts within each. */
function list(webApp: WebAppComponent): Answer {
  const { dialect, machine } = webApp;
  const problem = unavailable(webApp, 'searching');
  if (problem !== undefined) return dialect.unavailable(problem);
  const newestFirst = machine.find().reverse();
  const groups = groupParts(newestFirst, (part) => partMetadata(part).backupId ?? 0);
  const backups = [...groups].map(([id, parts]) => viewWebAppBackup(id, parts));
  return json(backups, plainType, dialect.print);
}

function remove(webApp: WebAppComponent, call: Call, parameters: Parameters): Answer {
  const { dialect, machine } = webApp;
  const id = pathId(webApp, call, parameters);
  if (typeof id !== 'number') return id;
  const problem = unavailable(webApp, 'retrieving');
  if (problem !== undefined) return dialect.unavailable(problem);
  const known = machine.find(id).length > 0;
  machine.delete(id);
  return { ...noContent, performed: known };
}

export const webAppRoutes = (webApp: WebAppComponent): Route[] => [
  { method: 'POST', path: '/actuator/backups', handle: (call) => take(webApp, call) },
  { method: 'GET', path: '/actuator/backups', handle: () => list(webApp) },
  { method: 'GET', path: '/actuator/backups/:id', handle: (call, given) => status(webApp, call, given) },
  { method: 'DELETE', path: '/actuator/backups/:id', handle: (call, given) => remove(webApp, call, given) },
];
