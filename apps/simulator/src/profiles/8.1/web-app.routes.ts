import { randomUUID } from 'node:crypto';
import type { ClusterContext } from '../../cluster/cluster.context.ts';
import type { Answer, Call, Handler } from '../../http/call.ts';
import { route } from '../../http/router.ts';
import type { Parameters, Route } from '../../http/router.ts';
import { readBackupId, readPathId } from '../../management/backup-id.body.ts';
import {
  bareError,
  compact,
  json,
  methodNotAllowed,
  plainType,
  problemType,
} from '../../management/spring.answers.ts';
import { planFromFaults } from '../../web-apps/part-plan.ts';
import type { Part, Parts } from '../../web-apps/parts.port.ts';
import { viewWebAppBackup } from '../../web-apps/web-app-backup.view.ts';
import { unavailable } from '../../web-apps/web-app.component.ts';
import { whenReady } from '../../when-ready.ts';

/** Operate, Tasklist or Optimize of 8.1, which differ in the status of one refusal only. */
export interface EarlyWebApp {
  readonly cluster: ClusterContext;
  readonly parts: Parts;
  readonly duplicateStatus: 400 | 409;
  readonly common: readonly Route[];
}

const path = '/actuator/backup';

const problem = (status: number, message: string): Answer => ({
  status,
  contentType: problemType,
  body: compact({ status, message, instance: randomUUID(), type: 'Invalid request' }),
});

function withParts(
  { parts }: EarlyWebApp,
  backupId: number,
  answer: (found: readonly Part[]) => Answer,
): Answer | Promise<Answer> {
  return whenReady(parts.problem(), (cause) => {
    const found = unavailable(cause, parts.repository, 'searching');
    return found === undefined ? whenReady(parts.find(backupId), answer) : problem(500, found.message);
  });
}

/** The id of the body, as a number or as text. */
function take(app: EarlyWebApp, call: Call): Answer | Promise<Answer> {
  const id = readBackupId(call.body);
  if (id.kind === 'missing' || id.kind === 'no-body') return problem(400, 'BackupId must be provided');
  if (id.kind !== 'number' || id.value < 0) return problem(400, 'BackupId must be a non-negative Integer.');
  return withParts(app, id.value, (existing) => {
    if (existing.length > 0) {
      const found = existing.map(({ name, uuid }) => `${name}/${uuid}`).join(', ');
      const text = `A backup with ID [${id.value}] already exists. Found snapshots: [${found}]`;
      return problem(app.duplicateStatus, text);
    }
    if (app.parts.isBusy()) return problem(400, 'Another backup is running at the moment');
    const scheduledSnapshots = app.parts.take(id.value, planFromFaults(app.cluster.faults, call));
    return { ...json({ scheduledSnapshots }, plainType), performed: true };
  });
}

/** One word, with a capital letter in front of its name. */
function status(app: EarlyWebApp, { id: text }: Parameters): Answer | Promise<Answer> {
  const id = readPathId(text);
  if (id === undefined || id < 0) return problem(400, 'BackupId must be a non-negative Integer.');
  return withParts(app, id, (found) => {
    if (found.length === 0) return problem(404, `No backup with id [${id}] found.`);
    const { state } = viewWebAppBackup(id, found) as { state: string };
    return json({ State: state }, plainType);
  });
}

const fallbacks = {
  notFound: (call: Call) => bareError(call, 404, compact),
  methodNotAllowed: (call: Call, allowed: readonly string[]) => methodNotAllowed(call, allowed, compact),
};

/** No list and no deletion. */
export function earlyWebAppListener(app: EarlyWebApp): Handler {
  const routes: Route[] = [
    ...app.common,
    { method: 'POST', path, handle: (call) => take(app, call) },
    { method: 'GET', path: `${path}/:id`, handle: (_, given) => status(app, given) },
  ];
  return (call) => route(routes, fallbacks, call);
}
