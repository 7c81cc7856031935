/** What the metrics must know of a cluster before anything happens on it, so that every series is there from the start. */
export interface MeasuredCluster {
  name: string;
  schedules: readonly string[];
  pauseBudgetSeconds: number;
}

/** Label of a run that no schedule began. */
export const NO_SCHEDULE = '';
