import type { Answer, Call } from '../http/call.ts';
import type { Parameters, Route } from '../http/router.ts';
import { readBackupId, readPathId } from '../management/backup-id.body.ts';
import { bareError, compact, json, noContent, plainType } from '../management/spring.answers.ts';
import { groupParts } from '../web-apps/group-parts.ts';
import { planFromFaults } from '../web-apps/part-plan.ts';
import type { Part } from '../web-apps/parts.port.ts';
import { unavailable } from '../web-apps/web-app.component.ts';
import { whenReady } from '../when-ready.ts';
import { viewOptimizeBackup } from './optimize-backup.view.ts';
import { optimizeError } from './optimize.answers.ts';
import type { OptimizeComponent } from './optimize.component.ts';

/** Continues with the parts (of one backup, or all), or answers why they cannot be read. */
function withParts(
  { parts }: OptimizeComponent,
  backupId: number | undefined,
  answer: (found: readonly Part[]) => Answer | Promise<Answer>,
): Answer | Promise<Answer> {
  return whenReady(parts.problem(), (cause) => {
    const problem = unavailable(cause, parts.repository, 'retrieving');
    if (problem === undefined) return whenReady(parts.find(backupId), answer);
    return problem.cause === 'elasticsearch-down'
      ? optimizeError(502, 'elasticsearchConnectionError', problem.message)
      : optimizeError(500, 'serverError', problem.message);
  });
}

function requestedId(call: Call): number | Answer {
  if (!/^application\/json/.test(call.headers['content-type'] ?? '')) return bareError(call, 415, compact);
  const body = readBackupId(call.body);
  if (body.kind === 'missing') return optimizeError(400, 'badRequestError', 'must not be null');
  if (body.kind !== 'number' && body.kind !== 'fraction') return bareError(call, 400, compact);
  const id = Math.trunc(body.value);
  return id < 0 ? optimizeError(400, 'badRequestError', 'must be greater than or equal to 0') : id;
}

function take(optimize: OptimizeComponent, call: Call): Answer | Promise<Answer> {
  const id = requestedId(call);
  if (typeof id !== 'number') return id;
  return withParts(optimize, id, (existing) => {
    if (existing.length > 0) {
      const names = existing.map(({ name }) => name).join(', ');
      const text = `A backup with ID [${id}] already exists. Found snapshots: [${names}]`;
      return optimizeError(409, 'conflict', text);
    }
    optimize.parts.take(id, planFromFaults(optimize.cluster.faults, call));
    // The program writes this JSON by hand, with a blank before the colon.
    const message = `Backup creation for ID ${id} has been scheduled. Use the GET API to monitor completion of backup process`;
    return { status: 202, contentType: plainType, body: `{"message" : "${message}"}`, performed: true };
  });
}

function status(optimize: OptimizeComponent, call: Call, parameters: Parameters): Answer | Promise<Answer> {
  const id = readPathId(parameters.id);
  if (id === undefined) return bareError(call, 400, compact);
  return withParts(optimize, id, (parts) =>
    parts.length === 0
      ? optimizeError(404, 'notFoundError', `No Optimize backup with ID [${id}] could be found.`)
      : json(viewOptimizeBackup(id, parts), plainType),
  );
}

function list(optimize: OptimizeComponent): Answer | Promise<Answer> {
  return withParts(optimize, undefined, (parts) => {
    const groups = groupParts(parts, ({ backupId }) => backupId);
    return json(
      [...groups].map(([id, found]) => viewOptimizeBackup(id, found)),
      plainType,
    );
  });
}

function remove(optimize: OptimizeComponent, call: Call, parameters: Parameters): Answer | Promise<Answer> {
  const id = readPathId(parameters.id);
  if (id === undefined) return bareError(call, 400, compact);
  return withParts(optimize, id, (found) =>
    whenReady(optimize.parts.delete(id), () => ({ ...noContent, performed: found.length > 0 })),
  );
}

export const optimizeRoutes = (optimize: OptimizeComponent): Route[] => [
  { method: 'POST', path: '/actuator/backups', handle: (call) => take(optimize, call) },
  { method: 'GET', path: '/actuator/backups', handle: () => list(optimize) },
  { method: 'GET', path: '/actuator/backups/:id', handle: (call, given) => status(optimize, call, given) },
  { method: 'DELETE', path: '/actuator/backups/:id', handle: (call, given) => remove(optimize, call, given) },
];
