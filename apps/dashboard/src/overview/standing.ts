import type { AlertView, ClusterOverview } from '#contracts';
import { isCaredFor } from '#domain';

/** What a cluster may need from a person, the most urgent first. A cluster has one or more of them. */
export const STANDINGS = ['waiting', 'critical', 'warning', 'running', 'late', 'fine'] as const;
export type Standing = (typeof STANDINGS)[number];

type Judged = Pick<ClusterOverview, 'alerts' | 'current' | 'waitingFor' | 'lastGood' | 'objectiveSeconds'>;

/** In the order of `STANDINGS`. @param now by the server's clock (ms since the epoch). Pure. */
export function standingsOf(cluster: Judged, now: number): Standing[] {
  const { alerts, current, waitingFor } = cluster;
  // Its alert says the same, and is no other trouble as well.
  const others = alerts.filter(({ kind }) => kind !== 'waiting-for-person');
  const standings: Standing[] = [
    ...(waitingFor !== null ? (['waiting'] as const) : []),
    ...(others.some(isPressing) ? (['critical'] as const) : []),
    ...(others.some((alert) => isToBeSeen(alert) && !isPressing(alert)) ? (['warning'] as const) : []),
    ...(current !== null ? (['running'] as const) : []),
    ...(overdue(cluster, now) > 1 ? (['late'] as const) : []),
  ];
  return standings.length === 0 ? ['fine'] : standings;
}

/** A critical alert that a person has taken on does not call for another one. */
function isPressing(alert: AlertView): boolean {
  return alert.severity === 'critical' && !isCaredFor(alert);
}

function isToBeSeen(alert: AlertView): boolean {
  return alert.severity === 'critical' || !isCaredFor(alert);
}

/**
 * The age of the newest good set as a share of what is wanted: above 1 it is late. 0 where none is wanted, and no bound where
 * one is wanted and there is none. Pure.
 */
export function overdue(
  { lastGood, objectiveSeconds }: Pick<ClusterOverview, 'lastGood' | 'objectiveSeconds'>,
  now: number,
): number {
  if (objectiveSeconds === null) return 0;
  if (lastGood === null) return Infinity;
  return Math.max(0, now - Date.parse(lastGood.finishedAt)) / (objectiveSeconds * 1_000);
}

/** How many clusters have each standing. Pure. */
export function countsOf(clusters: readonly Judged[], now: number): Record<Standing, number> {
  const counts: Record<Standing, number> = {
    ...{ waiting: 0, critical: 0, warning: 0 },
    ...{ running: 0, late: 0, fine: 0 },
  };
  for (const cluster of clusters) for (const standing of standingsOf(cluster, now)) counts[standing] += 1;
  return counts;
}
