import type { ClusterOverview, Overview, OverviewChanges } from '#contracts';
import { roughly } from '#domain';

/** How many clusters one event has at most: a browser reads and draws it without a pause that a person would notice. */
const PART = 50;
/** A reading of exporting that is older than this is worth an event (ms): it comes every two seconds otherwise. */
const OLD_MS = 10_000;

/** What one follower of the changes knows, and what it is to be sent next. */
export class OverviewChangesOf {
  /** By name, what was sent of each cluster. */
  private sent: ReadonlyMap<string, string> | null = null;

  /** The events for an overview, in their order; none where nothing changed. The first call sends every cluster. */
  next({ at, clusters }: Overview): OverviewChanges[] {
    const before = this.sent;
    const states = new Map(clusters.map((cluster) => [cluster.name, stateAt(at, cluster)]));
    this.sent = states;
    const changed = clusters.filter(({ name }) => before?.get(name) !== states.get(name));
    const gone = [...(before?.keys() ?? [])].filter((name) => !states.has(name));
    if (before !== null && changed.length === 0 && gone.length === 0) return [];
    const parts = partsOf(changed);
    return parts.map((part, index) => ({
      at,
      first: before === null && index === 0,
      total: clusters.length,
      clusters: part,
      gone: index === 0 ? gone : [],
    }));
  }
}

/** At least one, for there may be clusters that are gone, or none at all. */
function partsOf(clusters: readonly ClusterOverview[]): ClusterOverview[][] {
  const count = Math.max(1, Math.ceil(clusters.length / PART));
  return Array.from({ length: count }, (_, index) => clusters.slice(index * PART, (index + 1) * PART));
}

/** Followers share what was put together at one moment, and what matters of it. */
const STATES = new WeakMap<ClusterOverview, string>();

/**
 * What matters of a cluster, as a text that is the same for the same state. The time that is left on a lease runs down all the
 * time; positions of exporters grow, and exporting is read again and again. None of that is news by itself.
 */
function stateAt(at: string, cluster: ClusterOverview): string {
  const known = STATES.get(cluster);
  if (known !== undefined) return known;
  const { lock, exporting, ...rest } = cluster;
  const state = JSON.stringify([
    ...[rest, lock && { ...lock, leaseMs: 0 }],
    exporting && exportingState(exporting, Date.parse(at), rest.last),
  ]);
  STATES.set(cluster, state);
  return state;
}

type Reading = NonNullable<ClusterOverview['exporting']>;

function exportingState(
  { exporting, problem, readAt, partitions }: Reading,
  now: number,
  last: ClusterOverview['last'],
): unknown[] {
  const read = Date.parse(readAt);
  const isOld = now - read > OLD_MS;
  const isBeforeEnd = last?.finishedAt != null && read < Date.parse(last.finishedAt);
  return [
    ...[exporting, problem, isOld, isBeforeEnd],
    ...partitions.map(({ partitionId, broker, role, exporterPhase, processedPosition, exportedPosition }) => [
      ...[partitionId, broker, role, exporterPhase],
      processedPosition === null || exportedPosition === null
        ? null
        : roughly(processedPosition - exportedPosition),
    ]),
  ];
}
