import {
  aggregateExporting,
  phaseByPartition,
  type ExportingState,
  type PartitionReplica,
} from './exporting.ts';

export interface UnreachableBroker {
  /** Its address, without credentials. */
  broker: string;
  /** Why it could not be read. */
  problem: string;
}

/** What exporting does on the part of a cluster that can be reached. */
export interface ExportingReach {
  /** Never `running` while a broker is unreachable: it may have a pause on its disk. */
  state: ExportingState;
  /** Partitions by what their leader shows; `unseen` where no reachable broker leads them. Ascending. */
  running: number[];
  paused: number[];
  unseen: number[];
  unreachable: readonly UnreachableBroker[];
}

/**
 * What is known about exporting while brokers are down.
 * @param partitionCount of the whole cluster; at least 1
 */
export function exportingReach(
  replicas: readonly PartitionReplica[],
  { partitionCount, unreachable }: { partitionCount: number; unreachable: readonly UnreachableBroker[] },
): ExportingReach {
  const phases = phaseByPartition(replicas, partitionCount);
  const which = (...states: readonly ExportingState[]): number[] =>
    phases.filter(({ state }) => states.includes(state)).map(({ partitionId }) => partitionId);
  const running = which('running');
  const paused = which('softPaused', 'paused');
  const whole = aggregateExporting(replicas, partitionCount);
  return {
    state: unreachable.length === 0 ? whole : stateOfPart(replicas, running.length > 0),
    running,
    paused,
    unseen: which('unknown'),
    unreachable,
  };
}

/** Everything that can be reached exports: the rest is for those brokers to come back. */
export function reachableRuns({ running, paused, unreachable }: ExportingReach): boolean {
  return unreachable.length > 0 && running.length > 0 && paused.length === 0;
}

/** For people: which partitions run, and which brokers are down. */
export function reachInWords(reach: ExportingReach): string {
  const { running, paused, unseen, unreachable } = reach;
  const part = (what: string, ids: readonly number[]): string[] =>
    ids.length === 0 ? [] : [`${what} on ${ids.length === 1 ? 'partition' : 'partitions'} ${ids.join(', ')}`];
  const parts = [
    ...part('exporting runs', running),
    ...part('exporting is paused', paused),
    // How many partitions there are is not known when no broker answers.
    ...part(
      'no leader was seen',
      running.length + paused.length === 0 && unreachable.length > 0 ? [] : unseen,
    ),
    ...unreachable.map(({ broker, problem }) => `broker ${broker} cannot be reached (${problem})`),
  ];
  return parts.join('; ');
}

function stateOfPart(replicas: readonly PartitionReplica[], someRun: boolean): ExportingState {
  const phases = new Set(
    replicas.map(({ exporterPhase }) => exporterPhase).filter((phase) => phase !== null),
  );
  if (someRun) return 'mixed';
  if (phases.size !== 1) return phases.size === 0 ? 'unknown' : 'mixed';
  return phases.has('SOFT_PAUSED') ? 'softPaused' : phases.has('PAUSED') ? 'paused' : 'unknown';
}
