import { DEFAULT_TENANT, type ExporterPhase, type PartitionReplica } from '#domain';
import { numberOf, objectOf, textOf, type JsonObject } from '../http/json-fields.ts';

const phases: Record<string, ExporterPhase> = {
  EXPORTING: 'EXPORTING',
  SOFT_PAUSED: 'SOFT_PAUSED',
  PAUSED: 'PAUSED',
  CLOSED: 'CLOSED',
};

/**
 * Reads one broker's `/actuator/partitions`: an object with the partition ids as its keys. 8.10 with several physical tenants
 * has one such object for each of them, by its id; with one, its partitions stand alone, and it is the default one.
 * @param tenant whose replicas count; null: those of all, since a pause by the management port is for all of them
 */
export function readReplicas(
  broker: string,
  body: unknown,
  tenant: string | null = null,
): PartitionReplica[] {
  return Object.entries(objectOf(body) ?? {}).flatMap(([id, value]) => {
    const replica = objectOf(value);
    if (replica === null) return [];
    if (isTenant(replica)) return isMeant(id) ? readReplicas(broker, replica) : [];
    if (!/^\d+$/.test(id) || !isMeant(DEFAULT_TENANT)) return [];
    return {
      partitionId: Number(id),
      broker,
      role: textOf(replica['role']) ?? 'UNKNOWN',
      exporterPhase: phaseOf(replica['exporterPhase']),
      exportedPosition: numberOf(replica['exportedPosition']),
      processedPosition: numberOf(replica['processedPosition']),
    };
  });

  function isMeant(id: string): boolean {
    return tenant === null || tenant === id;
  }
}

/** The fields of a replica are no objects with roles of their own, and a tenant has nothing else; its id may be a number. */
function isTenant(fields: JsonObject): boolean {
  const values = Object.values(fields).map(objectOf);
  return values.length > 0 && values.every((value) => value !== null && 'role' in value);
}

/** A word we do not know counts as CLOSED, so that the cluster is never called running because of it. */
function phaseOf(value: unknown): ExporterPhase | null {
  const word = textOf(value);
  return word === null ? null : (phases[word] ?? 'CLOSED');
}
