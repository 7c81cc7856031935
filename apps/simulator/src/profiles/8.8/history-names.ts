import type { ClusterConfig } from '../../config/simulator.schema.ts';

export const defaultTenant = 'default';

/** What precedes the names of indices: a configured prefix, and for other physical tenants their own. */
export function indexPrefixOf(config: Pick<ClusterConfig, 'indexPrefix'>, tenant = defaultTenant): string {
  const parts = [config.indexPrefix, tenant === defaultTenant ? '' : tenant].filter((part) => part !== '');
  return parts.map((part) => `${part}-`).join('');
}

/** With which snapshots begin; those of the default physical tenant have nothing in front. */
export const snapshotPrefixOf = (tenant = defaultTenant): string =>
  `${tenant === defaultTenant ? '' : `${tenant}_`}camunda_webapps_`;

/** Each physical tenant has a snapshot repository of its own. */
export const repositoryOf = (
  { repository }: Pick<ClusterConfig, 'repository'>,
  tenant = defaultTenant,
): string => (tenant === defaultTenant ? repository : `${repository}-${tenant}`);
