import type { SimulatedCluster } from '../../cluster/simulated-cluster.ts';
import type { Tenant } from '../../cluster/tenant.ts';
import { viewBackup } from '../../zeebe/backup-view.ts';

interface View {
  readonly backupId: number;
  readonly state: string;
  readonly failureReason?: string;
  readonly details: readonly object[];
}

/** Of one tenant; one that has no such backup shows it as missing. */
function viewOf(cluster: SimulatedCluster, { id, zeebe }: Tenant, backupId: number, short: boolean): View {
  const { version, zeebe: config } = cluster.config;
  const backup = zeebe.backups.find(backupId);
  if (backup === undefined) return { backupId, state: 'DOES_NOT_EXIST', details: [] };
  const options = { partitions: config.partitions, brokerVersion: version, short, firstLogPosition: true };
  const view = viewBackup(backup, options) as View;
  return { ...view, details: view.details.map((detail) => ({ ...detail, physicalTenantId: id })) };
}

/** As the partitions of a tenant are summed up, so are the tenants. */
function worst(states: readonly string[]): string {
  if (states.includes('FAILED')) return 'FAILED';
  if (states.includes('INCOMPLETE')) return 'INCOMPLETE';
  const some = states.includes('IN_PROGRESS') || states.includes('COMPLETED');
  if (some && states.includes('DOES_NOT_EXIST')) return 'INCOMPLETE';
  return states.includes('IN_PROGRESS') ? 'IN_PROGRESS' : (states[0] ?? 'DOES_NOT_EXIST');
}

/** One backup of several tenants, with each of them, and the sum in front. */
export function viewOverTenants(
  cluster: SimulatedCluster,
  tenants: readonly Tenant[],
  backupId: number,
  short: boolean,
): object {
  const views = tenants.map((tenant) => ({
    id: tenant.id,
    view: viewOf(cluster, tenant, backupId, short),
  }));
  const reasons = views.flatMap(({ view }) => view.failureReason ?? []);
  return {
    backupId,
    state: worst(views.map(({ view }) => view.state)),
    ...(reasons.length === 0 ? {} : { failureReason: reasons.join('; ') }),
    details: views.flatMap(({ view }) => view.details),
    physicalTenants: views.map(({ id, view: { state, failureReason, details } }) => ({
      physicalTenantId: id,
      state,
      ...(failureReason === undefined ? {} : { failureReason }),
      details,
    })),
  };
}
