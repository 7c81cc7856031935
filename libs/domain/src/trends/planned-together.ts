/** A run that is planned, for as long as one usually takes. Times are ms since the epoch. */
export interface PlannedRun {
  cluster: string;
  schedule: string;
  from: number;
  until: number;
}

/** A time in which runs of several clusters are planned on one search engine. */
export interface Overlap {
  from: number;
  until: number;
  runs: PlannedRun[];
}

/**
 * Where planned runs of different clusters overlap: each stretch of time in which they hang together, with all runs in it. A
 * cluster runs one at a time, so two of the same cluster are no overlap. Pure.
 */
export function plannedTogether(runs: readonly PlannedRun[]): Overlap[] {
  const stretches: Overlap[] = [];
  for (const run of runs.toSorted((a, b) => a.from - b.from)) {
    const last = stretches.at(-1);
    if (last && run.from < last.until) {
      last.runs.push(run);
      last.until = Math.max(last.until, run.until);
    } else stretches.push({ from: run.from, until: run.until, runs: [run] });
  }
  return stretches.filter(({ runs: together }) => new Set(together.map(({ cluster }) => cluster)).size > 1);
}
