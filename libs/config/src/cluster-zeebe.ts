import { brokerAddress } from '#domain';
import { addressKey } from './address-key.ts';

/** What of a cluster tells which Zeebe it is. */
export interface AddressedCluster {
  name: string;
  zeebe: { management: string; brokers: readonly string[]; brokerPattern?: string | undefined };
  rest?: object | undefined;
  tenant?: string | undefined;
}

/** Where exporting of a cluster is paused and resumed: the same for every way to write it, and without credentials. */
export function exportingPlace({ zeebe, tenant }: Pick<AddressedCluster, 'zeebe' | 'tenant'>): string {
  return [addressKey(zeebe.management), tenant ?? []].flat().join(' ');
}

interface Problem {
  path: (string | number)[];
  message: string;
}

/**
 * Two clusters of one file may not be the same Zeebe: each has a lock of its own, so that two runs could pause and resume it at
 * once. Physical tenants (8.10) are paused and backed up one by one, but through the REST API only.
 * @returns one problem for each such pair, with both names and the remedy
 */
export function sharedZeebeProblems(clusters: readonly AddressedCluster[]): Problem[] {
  // A cluster with a problem of its own comes as the file has it.
  if (clusters.some(({ zeebe }) => (zeebe as unknown) === undefined || !Array.isArray(zeebe.brokers)))
    return [];
  return clusters.flatMap((cluster, index) =>
    clusters.slice(0, index).flatMap((earlier) => {
      const message = problemOf(earlier, cluster);
      return message === null ? [] : [{ path: ['clusters', index, 'name'], message }];
    }),
  );
}

function problemOf(earlier: AddressedCluster, cluster: AddressedCluster): string | null {
  const theirs = new Set(addressesOf(earlier));
  const shared = addressesOf(cluster).find((address) => theirs.has(address));
  if (shared === undefined) return null;
  const same = `is the same Zeebe as cluster "${earlier.name}" (${shared})`;
  const why = 'two runs could pause and resume it at once';
  if (earlier.tenant === undefined || cluster.tenant === undefined)
    return `${same}: ${why}. Keep one of them; physical tenants of 8.10 each need orchestration.rest and orchestration.tenant`;
  if (earlier.tenant !== cluster.tenant) return null;
  return `${same} and the same physical tenant, "${cluster.tenant}": ${why}. Keep one of them, or set orchestration.tenant to another`;
}

function addressesOf({ zeebe }: AddressedCluster): string[] {
  const { management, brokers, brokerPattern } = zeebe;
  // Every cluster has a broker with node id 0.
  const first = brokerPattern === undefined ? [] : [brokerAddress(brokerPattern, 0)];
  return [management, ...brokers, ...first].map(addressKey);
}
