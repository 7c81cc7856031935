import type { Exporting } from '#contracts';

type Replica = Exporting['partitions'][number];

/** One partition, from what its brokers say of their replicas. */
export interface Partition {
  id: number;
  /** The phase that all replicas agree on; `mixed` where they do not, null where none tells. */
  phase: string | null;
  leader: string | null;
  /** Records that were processed and not exported yet, as the leader says. */
  behind: number | null;
  replicas: Replica[];
}

export function partitionsOf({ partitions }: Pick<Exporting, 'partitions'>): Partition[] {
  const ids = [...new Set(partitions.map(({ partitionId }) => partitionId))].sort((a, b) => a - b);
  return ids.map((id) => {
    const replicas = partitions.filter(({ partitionId }) => partitionId === id);
    const phases = [...new Set(replicas.flatMap(({ exporterPhase }) => exporterPhase ?? []))];
    const leader = replicas.find(({ role }) => role === 'LEADER');
    return {
      id,
      phase: phases.length > 1 ? 'mixed' : (phases[0] ?? null),
      leader: leader?.broker ?? null,
      behind: leader ? difference(leader) : null,
      replicas,
    };
  });
}

/** Records that wait in all partitions together; null where no leader tells. */
export function behindOf(partitions: readonly Partition[]): number | null {
  const known = partitions.flatMap(({ behind }) => behind ?? []);
  return known.length === 0 ? null : known.reduce((sum, behind) => sum + behind, 0);
}

function difference({ processedPosition, exportedPosition }: Replica): number | null {
  if (processedPosition === null || exportedPosition === null) return null;
  return Math.max(0, processedPosition - exportedPosition);
}
