import type { Answer, Call } from '../../http/call.ts';
import type { Parameters, Route } from '../../http/router.ts';
import { readBackupId, readPathId } from '../../management/backup-id.body.ts';
import { actuatorType, bareError, compact, json, noContent } from '../../management/spring.answers.ts';
import { acceptedTypes, isAccepted, message } from '../../zeebe/backup-calls.ts';
import type { ClusterConfig } from '../../config/simulator.schema.ts';
import { whenReady } from '../../when-ready.ts';
import { isProblem } from './history.ts';
import type { History, HistoryProblem, Soon } from './history.ts';
import { viewHistory } from './history.view.ts';
import type { HistoryBackup } from './history.view.ts';

/** What answers for the history: that of one tenant, or of all physical tenants together. */
export interface HistoryComponent {
  readonly config: ClusterConfig;
  readonly history: Pick<History, 'checkId' | 'take' | 'find' | 'list' | 'delete'>;
  /** How a backup is shown; left out: as before 8.10. */
  view?(backup: HistoryBackup, verbose: boolean): object;
}

type Request = 'take' | 'get' | 'list' | 'delete';

const path = '/actuator/backupHistory';
const idPattern = /^\d*\*?$/;
const longestPattern = 20;

/** The same problem has another status on the other engine, and one of them in GET: the text is what can be relied on. */
function statusOf({ code }: HistoryProblem, request: Request, isOpenSearch: boolean): number {
  switch (code) {
    case 'bad-id':
    case 'repository-unset':
    case 'duplicate':
    case 'running':
      return 400;
    case 'unknown':
      return 404;
    case 'repository-missing':
      return isOpenSearch || request === 'get' ? 500 : 404;
    case 'engine-down':
      return isOpenSearch && (request === 'take' || request === 'delete') ? 500 : 502;
    case 'indices-missing':
      return 500;
  }
}

const refusal = ({ config }: HistoryComponent, problem: HistoryProblem, request: Request): Answer =>
  message(statusOf(problem, request, config.secondaryStorage === 'opensearch'), problem.message);

const viewOf = (component: HistoryComponent, backup: HistoryBackup, verbose: boolean): object =>
  component.view?.(backup, verbose) ?? viewHistory(backup, verbose);

function take(component: HistoryComponent, call: Call): Soon<Answer> {
  if (!isAccepted(call.headers['content-type']))
    return { ...bareError(call, 415, compact), headers: { Accept: acceptedTypes.join(', ') } };
  const id = readBackupId(call.body);
  if (id.kind !== 'number') return bareError(call, 400, compact);
  const bad = component.history.checkId(id.value);
  if (bad !== undefined) return refusal(component, bad, 'take');
  return whenReady(component.history.take(id.value, call), (scheduledSnapshots) =>
    isProblem(scheduledSnapshots)
      ? refusal(component, scheduledSnapshots, 'take')
      : { ...json({ scheduledSnapshots }, actuatorType), performed: true },
  );
}

/** The id in the path, or the answer to a bad one. */
function pathId(component: HistoryComponent, call: Call, parameters: Parameters): number | Answer {
  const id = readPathId(parameters.id);
  if (id === undefined) return bareError(call, 400, compact);
  const bad = component.history.checkId(id);
  return bad === undefined ? id : refusal(component, bad, 'get');
}

function status(component: HistoryComponent, call: Call, parameters: Parameters): Soon<Answer> {
  const id = pathId(component, call, parameters);
  if (typeof id !== 'number') return id;
  return whenReady(component.history.find(id), (found) =>
    isProblem(found) ? refusal(component, found, 'get') : json(viewOf(component, found, true), actuatorType),
  );
}

function list(component: HistoryComponent, call: Call): Soon<Answer> {
  const pattern = call.query.get('pattern') ?? '*';
  if (!idPattern.test(pattern) || pattern.length > longestPattern)
    return message(400, `Invalid pattern: ${pattern}`);
  return whenReady(component.history.list(pattern), (found) => {
    if (isProblem(found)) return refusal(component, found, 'list');
    const verbose = call.query.get('verbose') !== 'false';
    return json(
      found.map((backup) => viewOf(component, backup, verbose)),
      actuatorType,
    );
  });
}

function remove(component: HistoryComponent, call: Call, parameters: Parameters): Soon<Answer> {
  const id = pathId(component, call, parameters);
  if (typeof id !== 'number') return id;
  return whenReady(component.history.delete(id), (problem) =>
    problem === null ? { ...noContent, performed: true } : refusal(component, problem, 'delete'),
  );
}

export const historyRoutes = (component: HistoryComponent): Route[] => [
  { method: 'POST', path, handle: (call) => take(component, call) },
  { method: 'GET', path, handle: (call) => list(component, call) },
  { method: 'GET', path: `${path}/:id`, handle: (call, given) => status(component, call, given) },
  { method: 'DELETE', path: `${path}/:id`, handle: (call, given) => remove(component, call, given) },
];
