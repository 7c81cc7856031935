import type { ClusterOverview, RunSummary } from '#contracts';

export interface LatestRun {
  cluster: string;
  run: RunSummary;
}

/** The open run of each cluster and those that ended last in it: open ones first, then the newest. Pure. */
export function latestRuns(
  clusters: readonly Pick<ClusterOverview, 'name' | 'current' | 'last' | 'lastBackup'>[],
): LatestRun[] {
  const runs = clusters.flatMap(({ name, current, last, lastBackup }) => {
    const isSame = last?.kind === lastBackup?.kind && last?.number === lastBackup?.number;
    return [current, last, isSame ? null : lastBackup].flatMap((run) =>
      run === null ? [] : [{ cluster: name, run }],
    );
  });
  const endOf = ({ run: { finishedAt, phase } }: LatestRun): number =>
    phase !== 'done' || finishedAt === null ? Infinity : Date.parse(finishedAt);
  return runs.sort((a, b) => {
    const [one, other] = [endOf(a), endOf(b)];
    return one === other ? Date.parse(b.run.requestedAt) - Date.parse(a.run.requestedAt) : other - one;
  });
}
