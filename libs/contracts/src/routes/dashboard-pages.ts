/**
 * Addresses of the dashboard's pages about all clusters, besides those below `/clusters`. The coordinator serves the dashboard at
 * them, and the navigation lists them: a new page is a line here and one in `apps/dashboard/src/shell/pages.tsx`.
 */
export const DASHBOARD_PAGES = [
  '/',
  '/runs',
  '/alerts',
  '/calendar',
  '/doctor',
  '/notifications',
  '/audit',
] as const;
export type DashboardPage = (typeof DASHBOARD_PAGES)[number];
