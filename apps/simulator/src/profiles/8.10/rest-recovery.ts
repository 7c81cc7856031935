import { z } from 'zod';
import type { Answer } from '../../http/call.ts';
import { json, plainType } from '../../management/spring.answers.ts';
import type { Change, Mode } from './configuration.state.ts';
import { pendingText } from './exporting.control.ts';
import { problem } from './problem.answers.ts';
import { modeOperations, restoreOperations } from './planned-operations.ts';
import type { Operation } from './planned-operations.ts';
import { knowing } from '../8.8/runtime-take.ts';
import { choosesBackups } from './restore-request.ts';
import type { RestCall, RestRoute } from './rest.routes.ts';

const modeSchema = z.enum(['PROCESSING', 'RECOVERING']);

/** Of a change that was only planned. */
const dryRunId = '-1';

const planned = (id: number | undefined, plannedChanges: readonly Operation[], status: number): Answer => ({
  ...json({ changeId: id === undefined ? dryRunId : String(id), plannedChanges }, plainType),
  status,
  performed: id !== undefined,
});

const isDryRun = ({ call }: RestCall): boolean => call.query.get('dryRun') === 'true';

function changeMode(rest: RestCall): Answer {
  const { cluster, configuration, tenant, call } = rest;
  const parsed = modeSchema.safeParse(call.query.get('mode'));
  if (!parsed.success)
    return problem(call, 400, "Required parameter 'mode' must be one of PROCESSING, RECOVERING.");
  const mode: Mode = parsed.data;
  const isThere = configuration.modeOf(tenant.id) === mode;
  const operations = isThere ? [] : modeOperations(cluster.state.zeebe.brokers, mode);
  if (isDryRun(rest)) return planned(undefined, operations, 200);
  const pending = configuration.pending();
  if (pending !== undefined) return problem(call, 409, pendingText(pending));
  const duration = cluster.state.settings.zeebe.changeDurationMs;
  const change = configuration.begin({ kind: 'mode', tenants: [tenant.id], mode }, duration);
  return planned(change.id, operations, 200);
}

/** The cluster may be a new one, which knows of no backup yet: the store is read first. */
const restore = (rest: RestCall): Answer | Promise<Answer> =>
  knowing(rest.tenant.zeebe, () => restoreKnown(rest));

function restoreKnown(rest: RestCall): Answer {
  const { cluster, configuration, tenant, call } = rest;
  const chosen = choosesBackups(rest);
  if ('status' in chosen) return chosen;
  if (configuration.modeOf(tenant.id) !== 'RECOVERING')
    return problem(call, 409, 'The cluster is not in recovery mode, so the restore cannot be accepted.');
  const operations = restoreOperations(configuration.stepsOf(tenant.id), cluster.state.zeebe.brokers);
  if (isDryRun(rest)) return planned(undefined, operations, 202);
  const pending = configuration.pending();
  if (pending !== undefined) return problem(call, 409, pendingText(pending));
  const { restoreDurationMs } = cluster.state.settings.zeebe;
  const { backupIds } = chosen;
  const change = configuration.begin({ kind: 'restore', tenants: [tenant.id], backupIds }, restoreDurationMs);
  return planned(change.id, operations, 202);
}

function partitionsOf(change: Change, steps: readonly { broker: number; partitionId: number }[]) {
  const backupIds = change.goal.kind === 'restore' ? change.goal.backupIds : [];
  return steps.map(({ broker, partitionId }, index) => {
    const done = change.restored[index];
    const state =
      done === undefined ? (index === change.restored.length ? 'RESTORING' : 'PENDING') : 'RESTORED';
    const completedAt = done === undefined ? null : new Date(done.completedAt).toISOString();
    return { broker, view: { partitionId, state, backupIds, completedAt } };
  });
}

/** Only while it runs: as soon as it is over nothing is known of it here. */
function showRestore({ cluster, configuration, tenant, call }: RestCall): Answer {
  const change = configuration.pending();
  if (change?.goal.kind !== 'restore' || change.goal.tenants[0] !== tenant.id)
    return problem(call, 404, 'No restore is currently in progress');
  const partitions = partitionsOf(change, configuration.stepsOf(tenant.id));
  const brokers = cluster.state.zeebe.brokers.map(({ id }) => {
    const own = partitions.filter(({ broker }) => broker === id).map(({ view }) => view);
    return {
      brokerId: String(id),
      partitionsRestored: own.filter(({ state }) => state === 'RESTORED').length,
      partitionsToRestore: own.length,
      partitions: own,
    };
  });
  const startedAt = new Date(change.startedAt).toISOString();
  return json({ status: change.status, changeId: String(change.id), startedAt, brokers }, plainType);
}

export const restRecovery: readonly RestRoute[] = [
  {
    method: 'PATCH',
    path: '/mode',
    permissions: ['SYSTEM:UPDATE', 'BACKUP:RESTORE'],
    handle: changeMode,
  },
  { method: 'POST', path: '/restore', permissions: ['BACKUP:RESTORE'], handle: restore },
  { method: 'GET', path: '/restore', permissions: ['BACKUP:RESTORE'], handle: showRestore },
];
