import { DEFAULT_TENANT } from '#domain';
import { numberOf, objectOf, objectsOf, textOf, type JsonObject } from '../http/json-fields.ts';
import type { ClusterTopology } from '../ports/topology.api.ts';

/** No answer makes Holdfast call more brokers than that. */
const MOST_BROKERS = 256;

/**
 * Reads `/actuator/cluster`. Each partition of a cluster with several physical tenants (8.10) says whose it is, and the
 * tenants number their partitions alike. Pure.
 * @param tenant whose partitions count; null: all
 * @returns null when it names no such partition
 */
export function readTopology(body: unknown, tenant: string | null = null): ClusterTopology | null {
  const brokers = objectsOf(objectOf(body)?.['brokers']);
  const partitions = brokers.flatMap((broker) => objectsOf(broker['partitions']));
  const replicas = partitions
    .filter((partition) => tenant === null || tenantOf(partition) === tenant)
    .map((partition) => numberOf(partition['id']))
    .filter((id) => id !== null);
  const partitionIds = [...new Set(replicas)].sort((a, b) => a - b);
  if (partitionIds.length === 0) return null;
  const tenants = tenantsIn(body);
  return {
    partitionCount: partitionIds.length,
    partitionIds,
    brokers: brokers.length,
    replicas: replicas.length,
    ...(tenants.length > 0 && { tenants }),
  };
}

/** The physical tenants that `/actuator/cluster` names; none where there is only one. Pure. */
export function tenantsIn(body: unknown): string[] {
  const brokers = objectsOf(objectOf(body)?.['brokers']);
  const named = brokers
    .flatMap((broker) => objectsOf(broker['partitions']))
    .map(({ physicalTenantId }) => textOf(physicalTenantId))
    .filter((id) => id !== null);
  return [...new Set(named)].sort();
}

/** The node ids of the brokers that `/actuator/cluster` reports, those without a partition as well. Pure. */
export function brokerIdsIn(body: unknown): number[] {
  const ids = objectsOf(objectOf(body)?.['brokers'])
    .map(({ id }) => numberOf(id))
    .filter((id) => id !== null && Number.isSafeInteger(id) && id >= 0);
  return [...new Set(ids as number[])].sort((a, b) => a - b).slice(0, MOST_BROKERS);
}

function tenantOf(partition: JsonObject): string {
  return textOf(partition['physicalTenantId']) ?? DEFAULT_TENANT;
}
