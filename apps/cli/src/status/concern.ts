import type { ClusterOverview } from '#contracts';
import { isCaredFor } from '#domain';

/** How much a cluster wants a person, the worst first. */
export const CONCERNS = ['waits', 'critical', 'warning', 'running', 'fine'] as const;
export type Concern = (typeof CONCERNS)[number];

type Alert = ClusterOverview['alerts'][number];

/** Alerts that no person deals with yet; the others are shown, and call for nothing. */
export function openAlerts({ alerts }: Pick<ClusterOverview, 'alerts'>): Alert[] {
  return alerts.filter((alert) => !isCaredFor(alert));
}

export function concernOf(cluster: ClusterOverview): Concern {
  if (cluster.waitingFor !== null) return 'waits';
  const open = openAlerts(cluster);
  if (open.some(({ severity }) => severity === 'critical')) return 'critical';
  // A critical one that a person has taken on is still no good news, as in the dashboard.
  if (open.length > 0 || cluster.alerts.some(({ severity }) => severity === 'critical')) return 'warning';
  return cluster.current === null ? 'fine' : 'running';
}

/** The worst first; of the same concern by name. */
export function byConcern(clusters: readonly ClusterOverview[]): ClusterOverview[] {
  const rank = (cluster: ClusterOverview): number => CONCERNS.indexOf(concernOf(cluster));
  return [...clusters].sort((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name));
}

/** Whether something is left for a person: what another one has taken on is not. */
export function needsPerson(clusters: readonly ClusterOverview[]): boolean {
  return clusters.some((cluster) => cluster.waitingFor !== null || openAlerts(cluster).length > 0);
}
