import type { ComponentType } from 'preact';
import type { DashboardPage } from '#contracts/endpoints';
import { AlertsPage } from '../alerts/alerts.page.tsx';
import { CalendarPage } from '../calendar/calendar.page.tsx';
import { OverviewPage } from '../overview/overview.page.tsx';
import { LatestRunsPage } from '../runs/latest-runs.page.tsx';

interface ListedPage {
  title: string;
  /** Pressed after `g`, it opens the page. */
  key: string;
  page: ComponentType;
}

/** The pages of the navigation, in its order. `DASHBOARD_PAGES` has their addresses. */
export const PAGES: Record<DashboardPage, ListedPage> = {
  '/': { title: 'Clusters', key: 'c', page: OverviewPage },
  '/runs': { title: 'Runs', key: 'r', page: LatestRunsPage },
  '/alerts': { title: 'Alerts', key: 'a', page: AlertsPage },
  '/calendar': { title: 'Calendar', key: 'k', page: CalendarPage },
};

export const LISTED = Object.entries(PAGES) as [DashboardPage, ListedPage][];
