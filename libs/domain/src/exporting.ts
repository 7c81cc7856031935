/** `exporterPhase` of one partition replica as a broker reports it (GET /actuator/partitions). */
export type ExporterPhase = 'EXPORTING' | 'SOFT_PAUSED' | 'PAUSED' | 'CLOSED';

/** The exporting of a whole cluster, in the words of our API. */
export const EXPORTING_STATES = ['running', 'softPaused', 'paused', 'mixed', 'unknown'] as const;
export type ExportingState = (typeof EXPORTING_STATES)[number];

/** One partition replica as its broker sees it. A follower has no exporter of its own: its phase may be null. */
export interface PartitionReplica {
  partitionId: number;
  broker: string;
  role: string;
  exporterPhase: ExporterPhase | null;
  exportedPosition: number | null;
  processedPosition: number | null;
}

const stateOf: Record<ExporterPhase, Exclude<ExportingState, 'mixed'>> = {
  EXPORTING: 'running',
  SOFT_PAUSED: 'softPaused',
  PAUSED: 'paused',
  CLOSED: 'unknown',
};

/**
 * Aggregates replicas to one word. `unknown` as long as the leader of any expected partition was not read:
 * a pause or a resume is only believed when every partition shows it.
 */
export function aggregateExporting(
  replicas: readonly PartitionReplica[],
  partitionCount: number,
): ExportingState {
  const byPartition = new Map<number, ExportingState[]>();
  for (const replica of replicas) {
    if (replica.exporterPhase === null) continue;
    const states = byPartition.get(replica.partitionId) ?? [];
    byPartition.set(replica.partitionId, [...states, stateOf[replica.exporterPhase]]);
  }
  const leaders = replicas.filter((replica) => replica.role === 'LEADER' && replica.exporterPhase !== null);
  if (partitionCount < 1 || new Set(leaders.map((leader) => leader.partitionId)).size < partitionCount) {
    return 'unknown';
  }
  const states = new Set([...byPartition.values()].flat());
  if (states.has('unknown')) return 'unknown';
  const [only, ...others] = states;
  return only === undefined ? 'unknown' : others.length === 0 ? only : 'mixed';
}

/** One partition in the words of our API. */
export interface PartitionPhase {
  partitionId: number;
  state: Exclude<ExportingState, 'mixed'>;
}

/**
 * What each partition does, as its leader says, since only leaders export; `unknown` where no leader was seen. Sorted by
 * partition id; without any replica, partitions 1 to `partitionCount` are unknown. Physical tenants (8.10) number their
 * partitions alike: of several leaders of one number, the one that does not export speaks for it.
 */
export function phaseByPartition(
  replicas: readonly PartitionReplica[],
  partitionCount: number,
): PartitionPhase[] {
  const expected = Array.from({ length: partitionCount }, (_, index) => index + 1);
  const ids = [...new Set([...expected, ...replicas.map((replica) => replica.partitionId)])];
  return ids
    .sort((a, b) => a - b)
    .map((partitionId) => {
      const leaders = replicas.filter((each) => each.partitionId === partitionId && each.role === 'LEADER');
      return { partitionId, state: stateOfLeaders(leaders) };
    });
}

function stateOfLeaders(leaders: readonly PartitionReplica[]): PartitionPhase['state'] {
  const states = leaders.map(({ exporterPhase }) =>
    exporterPhase === null ? 'unknown' : stateOf[exporterPhase],
  );
  return (
    states.find((state) => state === 'softPaused' || state === 'paused') ??
    states.find((state) => state !== 'running') ??
    states[0] ??
    'unknown'
  );
}
