import type { Answer, Call } from '../http/call.ts';
import type { Parameters, Route } from '../http/router.ts';
import { readBackupId, readPathId } from '../management/backup-id.body.ts';
import { bareError, compact, json, noContent, plainType } from '../management/spring.answers.ts';
import { groupParts } from '../web-apps/group-parts.ts';
import { planFromFaults } from '../web-apps/part-plan.ts';
import { viewOptimizeBackup } from './optimize-backup.view.ts';
import { optimizeError } from './optimize.answers.ts';
import type { OptimizeComponent } from './optimize.component.ts';

async function trouble({ parts }: OptimizeComponent): Promise<Answer | undefined> {
  const { repository } = parts;
  switch (await parts.problem()) {
    case 'elasticsearch-down': {
      const text = `Encountered an error connecting to Elasticsearch while retrieving repository with name [${repository}].`;
      return optimizeError(502, 'elasticsearchConnectionError', text);
    }
    case 'repository-missing':
      return optimizeError(500, 'serverError', `No repository with name [${repository}] could be found.`);
    case undefined:
      return undefined;
  }
}

function requestedId(call: Call): number | Answer {
  if (!/^application\/json/.test(call.headers['content-type'] ?? '')) return bareError(call, 415, compact);
  const body = readBackupId(call.body);
  if (body.kind === 'missing') return optimizeError(400, 'badRequestError', 'must not be null');
  if (body.kind !== 'number' && body.kind !== 'fraction') return bareError(call, 400, compact);
  const id = Math.trunc(body.value);
  return id < 0 ? optimizeError(400, 'badRequestError', 'must be greater than or equal to 0') : id;
}

async function take(optimize: OptimizeComponent, call: Call): Promise<Answer> {
  const id = requestedId(call);
  if (typeof id !== 'number') return id;
  const problem = await trouble(optimize);
  if (problem !== undefined) return problem;
  const existing = await optimize.parts.find(id);
  if (existing.length > 0) {
    const names = existing.map(({ name }) => name).join(', ');
    return optimizeError(
      409,
      'conflict',
      `A backup with ID [${id}] already exists. Found snapshots: [${names}]`,
    );
  }
  optimize.parts.take(id, planFromFaults(optimize.cluster.faults, call));
  // The program writes this JSON by hand, with a blank before the colon.
  const message = `Backup creation for ID ${id} has been scheduled. Use the GET API to monitor completion of backup process`;
  return { status: 202, contentType: plainType, body: `{"message" : "${message}"}`, performed: true };
}

async function status(optimize: OptimizeComponent, call: Call, parameters: Parameters): Promise<Answer> {
  const id = readPathId(parameters.id);
  if (id === undefined) return bareError(call, 400, compact);
  const problem = await trouble(optimize);
  if (problem !== undefined) return problem;
  const parts = await optimize.parts.find(id);
  if (parts.length === 0) {
    return optimizeError(404, 'notFoundError', `No Optimize backup with ID [${id}] could be found.`);
  }
  return json(viewOptimizeBackup(id, parts), plainType);
}

async function list(optimize: OptimizeComponent): Promise<Answer> {
  const problem = await trouble(optimize);
  if (problem !== undefined) return problem;
  const groups = groupParts(await optimize.parts.find(), ({ backupId }) => backupId);
  return json(
    [...groups].map(([id, parts]) => viewOptimizeBackup(id, parts)),
    plainType,
  );
}

async function remove(optimize: OptimizeComponent, call: Call, parameters: Parameters): Promise<Answer> {
  const id = readPathId(parameters.id);
  if (id === undefined) return bareError(call, 400, compact);
  const problem = await trouble(optimize);
  if (problem !== undefined) return problem;
  const known = (await optimize.parts.find(id)).length > 0;
  await optimize.parts.delete(id);
  return { ...noContent, performed: known };
}

export const optimizeRoutes = (optimize: OptimizeComponent): Route[] => [
  { method: 'POST', path: '/actuator/backups', handle: (call) => take(optimize, call) },
  { method: 'GET', path: '/actuator/backups', handle: () => list(optimize) },
  { method: 'GET', path: '/actuator/backups/:id', handle: (call, given) => status(optimize, call, given) },
  { method: 'DELETE', path: '/actuator/backups/:id', handle: (call, given) => remove(optimize, call, given) },
];
