import { DEFAULT_TENANT, StepFailure } from '#domain';

/** What follows the path of an actuator of 8.10, which is about all physical tenants unless one is named. */
export function tenantQuery(tenant: string | null): string {
  return tenant === null ? '' : `?physicalTenant=${encodeURIComponent(tenant)}`;
}

/** @param known the tenants that the cluster named; none where it has only the default one */
export function noSuchTenant(tenant: string, known: readonly string[]): StepFailure {
  const names = known.length > 0 ? known.join(', ') : DEFAULT_TENANT;
  const message = `zeebe: the cluster has no physical tenant "${tenant}"; it has ${names}. Correct orchestration.tenant of this cluster in the configuration.`;
  return StepFailure.permanent('refused', message, { component: 'zeebe' });
}
