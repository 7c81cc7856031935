import type { ComponentType } from 'preact';
import { suffices, type Role } from '#domain';
import { ENDPOINTS, type DashboardPage, type Endpoint, type RouteName } from '#contracts/endpoints';
import { AlertsPage } from '../alerts/alerts.page.tsx';
import { currentUser } from '../session/session.ts';
import { lazily } from '../ui/lazily.tsx';
import { OverviewPage } from '../overview/overview.page.tsx';
import { AllRunsPage } from '../runs/all-runs.page.tsx';

interface ListedPage {
  title: string;
  /** Pressed after `g`, it opens the page. */
  key: string;
  page: ComponentType;
  /** What it reads first: who may not has no such page. */
  reads: RouteName;
}

/** The pages of the navigation, in its order. `DASHBOARD_PAGES` has their addresses. */
export const PAGES: Record<DashboardPage, ListedPage> = {
  '/': { title: 'Clusters', key: 'c', page: OverviewPage, reads: 'overview.follow' },
  '/runs': { title: 'Runs', key: 'r', page: AllRunsPage, reads: 'run.all' },
  '/alerts': { title: 'Alerts', key: 'a', page: AlertsPage, reads: 'alert.list' },
  '/calendar': {
    title: 'Calendar',
    key: 'k',
    page: lazily(() => import('../calendar/calendar.page.tsx').then((module) => module.CalendarPage)),
    reads: 'calendar.read',
  },
  '/doctor': {
    title: 'Doctor',
    key: 'd',
    page: lazily(() => import('../doctor/doctor.page.tsx').then((module) => module.DoctorPage)),
    reads: 'doctor.examine',
  },
  '/notifications': {
    title: 'Notifications',
    key: 'n',
    page: lazily(() =>
      import('../notifications/notifications.page.tsx').then((module) => module.NotificationsPage),
    ),
    reads: 'notification.list',
  },
  '/audit': {
    title: 'Audit',
    key: 'u',
    page: lazily(() => import('../audit/audit.page.tsx').then((module) => module.AuditPage)),
    reads: 'audit.list',
  },
};

const ALL = Object.entries(PAGES) as [DashboardPage, ListedPage][];

/** Those that this person may open. */
export function listedPages(): [DashboardPage, ListedPage][] {
  const me = currentUser();
  return ALL.filter(([, { reads }]) => me !== null && suffices(me.role, roleOf(reads)));
}

/** Every route that a page reads requires a role. */
function roleOf(name: RouteName): Role {
  const { role }: Endpoint = ENDPOINTS[name];
  return role ?? 'viewer';
}
