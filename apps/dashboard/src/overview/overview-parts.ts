import type { ClusterOverview, Overview, OverviewChanges } from '#contracts';

/** When the server sent what is known of a cluster (ms since the epoch, by its clock). */
const SENT = new WeakMap<ClusterOverview, number>();

/** @param cluster as it came; undefined where it did not come by events */
export function sentAt(cluster: ClusterOverview): number | undefined {
  return SENT.get(cluster);
}

/** Puts the overview together from the events of one stream. */
export class OverviewParts {
  private clusters = new Map<string, ClusterOverview>();
  private isWhole = false;

  /**
   * @param changes events that arrived together, in their order
   * @returns the overview with them; null while clusters of the beginning are still to come, or where there were no events.
   * A cluster that did not change is the same object as before
   */
  take(changes: readonly OverviewChanges[]): Overview | null {
    const last = changes.at(-1);
    if (last === undefined) return null;
    for (const { at, first, clusters, gone } of changes) {
      if (first) {
        this.clusters = new Map();
        this.isWhole = false;
      }
      for (const name of gone) this.clusters.delete(name);
      for (const cluster of clusters) {
        this.clusters.set(cluster.name, cluster);
        SENT.set(cluster, Date.parse(at));
      }
    }
    this.isWhole ||= this.clusters.size >= last.total;
    return this.isWhole ? { at: last.at, clusters: [...this.clusters.values()] } : null;
  }
}
