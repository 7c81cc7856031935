import type { ClusterConfig } from '#config';
import type { NewestRuns, RunOutline, TrimFacts } from '#domain';

/** Knows what may need a run that the bounds of the history no longer keep. */
export abstract class HistoryNeeds {
  /**
   * Everything that may need one of these runs, as it is now.
   * @param newest of all runs of the cluster
   * @throws Error where it cannot be read; then none of them is trimmed
   */
  abstract facts(
    cluster: ClusterConfig,
    candidates: readonly RunOutline[],
    newest: NewestRuns,
  ): Promise<Omit<TrimFacts, 'newest' | 'now'>>;

  /** The fields that hold what people confirmed for a run. */
  abstract confirmations(cluster: string, run: RunOutline): Promise<string[]>;
}
