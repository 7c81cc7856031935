import type { SimulatedCluster } from '../../cluster/simulated-cluster.ts';
import type { Tenant } from '../../cluster/tenant.ts';
import type { Call } from '../../http/call.ts';

/** The physical tenants that a call of the actuator is about: all, unless it names one. `unknown`: it names no tenant. */
export function tenantsOf({ tenants }: SimulatedCluster, call: Call): readonly Tenant[] | 'unknown' {
  const id = call.query.get('physicalTenant');
  if (id === null) return tenants;
  const found = tenants.filter((tenant) => tenant.id === id);
  return found.length === 0 ? 'unknown' : found;
}

export const unknownTenant = (call: Call): string =>
  `Unknown physical tenant '${call.query.get('physicalTenant') ?? ''}'.`;
