import { numberOf, objectOf, objectsOf } from '../http/json-fields.ts';
import type { ClusterTopology } from '../ports/topology.api.ts';

/** Reads `/actuator/cluster`. Null when it names no partition. */
export function readTopology(body: unknown): ClusterTopology | null {
  const brokers = objectsOf(objectOf(body)?.['brokers']);
  const replicas = brokers
    .flatMap((broker) => objectsOf(broker['partitions']))
    .map((partition) => numberOf(partition['id']))
    .filter((id) => id !== null);
  const partitionIds = [...new Set(replicas)].sort((a, b) => a - b);
  if (partitionIds.length === 0) return null;
  return {
    partitionCount: partitionIds.length,
    partitionIds,
    brokers: brokers.length,
    replicas: replicas.length,
  };
}
