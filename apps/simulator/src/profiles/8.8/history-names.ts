import type { ClusterConfig } from '../../config/simulator.schema.ts';

export const defaultTenant = 'default';

/** What precedes the names of indices: a configured prefix, and for other physical tenants their own. */
export function indexPrefixOf(config: Pick<ClusterConfig, 'indexPrefix'>, tenant = defaultTenant): string {
  const parts = [config.indexPrefix, tenant === defaultTenant ? '' : tenant].filter((part) => part !== '');
  return parts.map((part) => `${part}-`).join('');
}

/**
 * With which the snapshots of every physical tenant begin. Alphas of 8.10 put the tenant in front, until each tenant had to have
 * a repository of its own (Camunda's pull request 60719).
 */
export const SNAPSHOT_PREFIX = 'camunda_webapps_';

/** Each physical tenant has a snapshot repository of its own. */
export const repositoryOf = (
  { repository }: Pick<ClusterConfig, 'repository'>,
  tenant = defaultTenant,
): string => (tenant === defaultTenant ? repository : `${repository}-${tenant}`);
