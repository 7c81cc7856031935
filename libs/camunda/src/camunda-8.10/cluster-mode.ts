import { numberOf, objectOf, objectsOf, textOf, type JsonObject } from '../http/json-fields.ts';
import type { ClusterMode } from '../ports/restore.api.ts';

/**
 * Reads `/v2/topology` of 8.10. A broker that is down shows no replica, so the replicas that the cluster should have count as
 * well. Pure.
 * @returns null for what is no topology
 */
export function readMode(body: unknown): ClusterMode | null {
  const fields = objectOf(body);
  const partitions = numberOf(fields?.['partitionsCount']);
  if (fields === null || partitions === null) return null;
  const shown = objectsOf(fields['brokers']).flatMap((broker) => objectsOf(broker['partitions']));
  const replicas = Math.max(partitions * (numberOf(fields['replicationFactor']) ?? 1), shown.length);
  const recovering = shown.filter(isRecovering).length;
  const working = shown.length - recovering;
  return {
    mode: modeOf({ replicas, recovering, working }),
    recovering,
    replicas,
    lastChangeId: changeIdOf(fields['lastCompletedChangeId']),
  };
}

function modeOf({
  replicas,
  recovering,
  working,
}: {
  replicas: number;
  recovering: number;
  working: number;
}): ClusterMode['mode'] {
  if (recovering === replicas) return 'recovering';
  return working === replicas ? 'processing' : 'mixed';
}

/** A replica that is inactive for another reason does not process, either. */
function isRecovering(replica: JsonObject): boolean {
  const words = [textOf(replica['state']), textOf(replica['role'])].map((word) => word?.toLowerCase());
  return words[0] === 'recovering' || words[1] === 'inactive';
}

/** -1 where there was none. */
function changeIdOf(value: unknown): string | null {
  const id = typeof value === 'number' ? String(value) : textOf(value);
  return id === '-1' ? null : id;
}
