import type { Answer } from '../../http/call.ts';
import { readBackupId, readPathId } from '../../management/backup-id.body.ts';
import { json, noContent, plainType } from '../../management/spring.answers.ts';
import { History, isProblem } from '../8.8/history.ts';
import type { HistoryProblem, Soon } from '../8.8/history.ts';
import { whenReady } from '../../when-ready.ts';
import type { HistoryBackup } from '../8.8/history.view.ts';
import { problem } from './problem.answers.ts';
import type { RestCall, RestRoute } from './rest.routes.ts';

const path = '/backups/history';
const prefixPattern = /^\d*\*$/;

const statuses: Readonly<Record<HistoryProblem['code'], number>> = {
  'bad-id': 400,
  // As if it were a permission: the detail tells which of the two it is.
  'repository-unset': 403,
  'repository-missing': 403,
  'engine-down': 503,
  duplicate: 409,
  running: 409,
  'indices-missing': 500,
  unknown: 404,
};

const refusal = ({ call }: RestCall, { code, message }: HistoryProblem): Answer =>
  problem(call, statuses[code], message, code === 'duplicate' ? 'ALREADY_EXISTS' : undefined);

const historyOf = ({ tenant }: RestCall): History => new History(tenant.context, tenant.history, tenant.id);

/** Only a cluster with a search engine has a history. */
function unavailable({ cluster, call }: RestCall): Answer | undefined {
  if (cluster.config.components.includes('webapps')) return undefined;
  const detail =
    'The endpoint requires a secondary storage of type elasticsearch or opensearch, but this cluster has none.';
  return problem(call, 403, detail, 'Secondary Storage Required');
}

function view({ backupId, state, failureReason = undefined, parts }: HistoryBackup, verbose = true): object {
  const details = parts.map(({ name, state: partState, startedAt, failures }) => ({
    snapshotName: name,
    state: verbose ? partState : null,
    startTime: verbose ? new Date(startedAt).toISOString() : null,
    failures: verbose ? failures.map(({ reason }) => reason) : [],
  }));
  return { backupId, state, failureReason: failureReason ?? null, details };
}

function take(rest: RestCall): Soon<Answer> {
  const id = readBackupId(rest.call.body);
  if (id.kind === 'no-body' || id.kind === 'missing') return problem(rest.call, 400, 'No backupId provided.');
  if (id.kind !== 'number') return problem(rest.call, 400, 'Request property [backupId] cannot be parsed');
  const history = historyOf(rest);
  const bad = history.checkId(id.value);
  if (bad !== undefined) return refusal(rest, bad);
  return whenReady(history.take(id.value, rest.call), (scheduledSnapshots) =>
    isProblem(scheduledSnapshots)
      ? refusal(rest, scheduledSnapshots)
      : { ...json({ backupId: id.value, scheduledSnapshots }, plainType), status: 202, performed: true },
  );
}

function list(rest: RestCall): Soon<Answer> {
  const { query } = rest.call;
  const prefix = query.get('prefix') ?? '*';
  if (!prefixPattern.test(prefix))
    return problem(rest.call, 400, `The value for prefix is '${prefix}' but must match '^\\d*\\*$'.`);
  return whenReady(historyOf(rest).list(prefix), (found) => {
    if (isProblem(found)) return refusal(rest, found);
    const verbose = query.get('verbose') !== 'false';
    return json(
      found.map((backup) => view(backup, verbose)),
      plainType,
    );
  });
}

function pathId(rest: RestCall): number | Answer {
  return readPathId(rest.given.id) ?? problem(rest.call, 400, 'Failed to convert backupId to a number');
}

function show(rest: RestCall): Soon<Answer> {
  const id = pathId(rest);
  if (typeof id !== 'number') return id;
  return whenReady(historyOf(rest).find(id), (found) =>
    isProblem(found) ? refusal(rest, found) : json(view(found), plainType),
  );
}

function remove(rest: RestCall): Soon<Answer> {
  const id = pathId(rest);
  if (typeof id !== 'number') return id;
  return whenReady(historyOf(rest).delete(id), (found) =>
    found === null ? { ...noContent, performed: true } : refusal(rest, found),
  );
}

const route = (
  method: string,
  routePath: string,
  permission: 'CREATE' | 'READ' | 'DELETE',
  handle: (rest: RestCall) => Soon<Answer>,
): RestRoute => ({
  method,
  path: routePath,
  permissions: [`BACKUP:${permission}`],
  handle: (rest) => unavailable(rest) ?? handle(rest),
});

export const restHistory: readonly RestRoute[] = [
  route('POST', path, 'CREATE', take),
  route('GET', path, 'READ', list),
  route('GET', `${path}/:id`, 'READ', show),
  route('DELETE', `${path}/:id`, 'DELETE', remove),
];
