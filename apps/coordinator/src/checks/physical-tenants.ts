/** Why a cluster cannot be served as a whole, and what to do. */
export interface SeveralTenants {
  message: string;
  remedy: string;
}

/**
 * The management port backs up every physical tenant (8.10) under one id, each into a repository of its own, and Camunda's
 * restore application replaces the data of all of them: a cluster of the file must be one tenant. Pure.
 * @param tenant that the cluster of the file is; undefined: the whole cluster, through the management port
 * @param tenants of the cluster, where it names them
 * @returns null for a cluster that can be served
 */
export function severalTenants(
  tenant: string | undefined,
  tenants: readonly string[] = [],
): SeveralTenants | null {
  if (tenant !== undefined || tenants.length < 2) return null;
  return {
    message: `the cluster has several physical tenants (${tenants.join(', ')}), and the management port asks all of them at once`,
    remedy:
      'Write one cluster for each tenant, with orchestration.rest, orchestration.tenant and the snapshot repository and index prefixes of that tenant.',
  };
}
