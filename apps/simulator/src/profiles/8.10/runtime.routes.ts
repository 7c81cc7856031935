import type { SimulatedCluster } from '../../cluster/simulated-cluster.ts';
import type { Tenant } from '../../cluster/tenant.ts';
import type { Answer, Call } from '../../http/call.ts';
import type { Parameters, Route } from '../../http/router.ts';
import { readPathId } from '../../management/backup-id.body.ts';
import { actuatorType, json } from '../../management/spring.answers.ts';
import { message, trouble, withStore } from '../../zeebe/backup-calls.ts';
import { runtimeState } from '../8.8/runtime-state.ts';
import { badId, runtimeDialect, scheduledText } from '../8.8/runtime-texts.ts';
import { knowing, requestedId, scalingText, takeBackup } from '../8.8/runtime-take.ts';
import { generatesIds, nextGeneratedId } from '../rdbms/generated-ids.ts';
import { viewOverTenants } from './runtime.view.ts';
import { tenantsOf, unknownTenant } from './tenant-scope.ts';

const path = '/actuator/backupRuntime';

/** Continues with the tenants of the call, once each of them can answer. */
function over(
  cluster: SimulatedCluster,
  call: Call,
  answer: (tenants: readonly Tenant[]) => Answer,
): Answer | Promise<Answer> {
  const tenants = tenantsOf(cluster, call);
  if (tenants === 'unknown') return message(400, unknownTenant(call));
  return withStore(cluster.zeebe, call, () => answer(tenants));
}

/** A set of backups, one of each tenant, that are independent of each other: one may be refused while others are taken. */
function takeOver(tenants: readonly Tenant[], call: Call, requested: number | 'none'): Answer {
  const backupIds: Record<string, number> = {};
  let refusal: string | undefined;
  for (const { id, zeebe } of tenants) {
    const backupId = requested === 'none' ? nextGeneratedId(zeebe) : requested;
    const refused = takeBackup(zeebe, call, backupId);
    if (refused === undefined) backupIds[id] = backupId;
    refusal ??= refused?.text;
  }
  const [first] = Object.values(backupIds);
  if (first === undefined) return { ...message(409, refusal ?? ''), performed: refusal === scalingText };
  const backupId = backupIds.default ?? first;
  if (refusal === undefined) {
    const body = { backupId, backupIds, message: scheduledText(backupId) };
    return { ...json(body, actuatorType), status: 202, performed: true };
  }
  const taken = Object.keys(backupIds).join(', ');
  const text = `${refusal} Backups were still triggered for physical tenant(s): [${taken}]. See backupIds for the id of each backup that was triggered.`;
  const body = { backupId, backupIds, failureReason: refusal, message: text };
  return { ...json(body, actuatorType), status: 409, performed: true };
}

function take(cluster: SimulatedCluster, call: Call): Answer | Promise<Answer> {
  const requested = requestedId(call, true);
  if (typeof requested === 'object') return requested;
  const tenants = tenantsOf(cluster, call);
  if (tenants === 'unknown') return message(400, unknownTenant(call));
  const generating = generatesIds(cluster.context);
  if (generating && requested !== 'none') {
    const ids = tenants.map(({ id }) => id).join(', ');
    const { idsAreGenerated } = runtimeDialect(cluster.config.version);
    return message(400, `${idsAreGenerated} Affected physical tenant(s): [${ids}].`);
  }
  if (!generating && (requested === 'none' || requested <= 0)) return message(400, badId);
  return trouble(cluster.zeebe, call) ?? knowing(cluster.zeebe, () => takeOver(tenants, call, requested));
}

function list(cluster: SimulatedCluster, call: Call, prefix: string): Answer | Promise<Answer> {
  return over(cluster, call, (tenants) => {
    const all = tenants.flatMap(({ zeebe }) => zeebe.backups.list().map(({ backupId }) => backupId));
    const ids = [...new Set(all)].filter((id) => String(id).startsWith(prefix)).toSorted((a, b) => b - a);
    return json(
      ids.map((id) => viewOverTenants(cluster, tenants, id, true)),
      actuatorType,
    );
  });
}

function query(cluster: SimulatedCluster, call: Call, { id: text = '' }: Parameters) {
  if (text.endsWith('*')) return list(cluster, call, text.slice(0, -1));
  const id = readPathId(text);
  if (id === undefined)
    return message(400, `Expected a backup ID or prefix ending with '*', but got '${text}'.`);
  return over(cluster, call, (tenants) =>
    tenants.every(({ zeebe }) => zeebe.backups.find(id) === undefined)
      ? message(404, `Backup with id ${id} does not exist`)
      : json(viewOverTenants(cluster, tenants, id, false), actuatorType),
  );
}

function remove(cluster: SimulatedCluster, call: Call, { id: text = '' }: Parameters) {
  const id = readPathId(text);
  if (id === undefined) return message(400, `Expected a backup ID or 'state', but got '${text}'.`);
  return over(cluster, call, (tenants) => {
    const { deleteDelayMs } = cluster.state.settings.zeebe;
    for (const { context } of tenants)
      context.timeline.after(deleteDelayMs, { kind: 'backup-vanishes', backupId: id });
    return { status: 204, performed: tenants.some(({ zeebe }) => zeebe.backups.find(id) !== undefined) };
  });
}

/** Entries of all tenants together, each with its tenant. */
function state(cluster: SimulatedCluster, call: Call): Answer | Promise<Answer> {
  return over(cluster, call, (tenants) => {
    const states = tenants.map(({ id, zeebe }) => ({ id, found: runtimeState(zeebe) }));
    const named = (section: 'checkpointStates' | 'backupStates' | 'ranges'): object[] =>
      states.flatMap(({ id, found }) => found[section].map((entry) => ({ ...entry, physicalTenantId: id })));
    return json(
      {
        checkpointStates: named('checkpointStates'),
        backupStates: named('backupStates'),
        ranges: named('ranges'),
      },
      actuatorType,
    );
  });
}

export const tenantRuntimeRoutes = (cluster: SimulatedCluster): Route[] => [
  { method: 'POST', path, handle: (call) => take(cluster, call) },
  { method: 'GET', path, handle: (call) => list(cluster, call, '') },
  { method: 'GET', path: `${path}/state`, handle: (call) => state(cluster, call) },
  { method: 'POST', path: `${path}/state/sync`, handle: (call) => state(cluster, call) },
  { method: 'GET', path: `${path}/:id`, handle: (call, given) => query(cluster, call, given) },
  { method: 'DELETE', path: `${path}/:id`, handle: (call, given) => remove(cluster, call, given) },
];
