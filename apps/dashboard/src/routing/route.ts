import { DASHBOARD_PAGES, type DashboardPage } from '#contracts/endpoints';
import type { RunKind } from '#domain';

export const CLUSTER_VIEWS = ['sets', 'runs', 'trends', 'schedules', 'retention'] as const;
export type ClusterView = (typeof CLUSTER_VIEWS)[number];

export type Route =
  | { page: 'listed'; path: DashboardPage }
  | { page: 'login' }
  | { page: 'cluster'; cluster: string; view: ClusterView }
  | { page: 'run'; kind: RunKind; cluster: string; number: number }
  | { page: 'nothing' };

const OVERVIEW: Route = { page: 'listed', path: '/' };
const KINDS: Record<string, RunKind> = { backups: 'backup', restores: 'restore', deletions: 'deletion' };

/** What an address shows. @param path without its query */
export function routeOf(path: string): Route {
  const parts = path.split('/').filter((part) => part !== '');
  const listed = DASHBOARD_PAGES.find((each) => each === `/${parts.join('/')}`);
  if (listed !== undefined) return { page: 'listed', path: listed };
  const [first, cluster, what, number, ...more] = parts.map(decoded);
  if (first === 'login' && parts.length === 1) return { page: 'login' };
  if (first !== 'clusters' || more.length > 0) return { page: 'nothing' };
  if (cluster === undefined) return OVERVIEW;
  if (what === undefined) return { page: 'cluster', cluster, view: 'sets' };
  const kind = KINDS[what];
  if (kind !== undefined && number !== undefined)
    return /^\d{1,16}$/.test(number)
      ? { page: 'run', kind, cluster, number: Number(number) }
      : { page: 'nothing' };
  const view = CLUSTER_VIEWS.find((each) => each === what);
  return view !== undefined && number === undefined
    ? { page: 'cluster', cluster, view }
    : { page: 'nothing' };
}

/** The page of the navigation that an address belongs to; null where it belongs to none. */
export function sectionOf(route: Route): DashboardPage | null {
  if (route.page === 'listed') return route.path;
  return route.page === 'cluster' || route.page === 'run' ? '/' : null;
}

export function clusterHref(cluster: string, view: ClusterView = 'sets'): string {
  const base = `/clusters/${encodeURIComponent(cluster)}`;
  return view === 'sets' ? base : `${base}/${view}`;
}

export function runHref(cluster: string, kind: RunKind, number: number): string {
  return `${clusterHref(cluster)}/${kind}s/${number}`;
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
