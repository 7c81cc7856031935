import type { ExporterPhase, PartitionReplica } from '#domain';
import { numberOf, objectOf, textOf } from '../http/json-fields.ts';

const phases: Record<string, ExporterPhase> = {
  EXPORTING: 'EXPORTING',
  SOFT_PAUSED: 'SOFT_PAUSED',
  PAUSED: 'PAUSED',
  CLOSED: 'CLOSED',
};

/** Reads one broker's `/actuator/partitions`: an object with the partition ids as its keys. */
export function readReplicas(broker: string, body: unknown): PartitionReplica[] {
  return Object.entries(objectOf(body) ?? {}).flatMap(([id, value]) => {
    const replica = objectOf(value);
    if (replica === null || !/^\d+$/.test(id)) return [];
    return {
      partitionId: Number(id),
      broker,
      role: textOf(replica['role']) ?? 'UNKNOWN',
      exporterPhase: phaseOf(replica['exporterPhase']),
      exportedPosition: numberOf(replica['exportedPosition']),
      processedPosition: numberOf(replica['processedPosition']),
    };
  });
}

/** A word we do not know counts as CLOSED, so that the cluster is never called running because of it. */
function phaseOf(value: unknown): ExporterPhase | null {
  const word = textOf(value);
  return word === null ? null : (phases[word] ?? 'CLOSED');
}
