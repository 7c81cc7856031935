/** What a client needs that must stay small: where every route is, and how its address is made. No zod. */
export { ENDPOINTS, type Endpoint, type RouteName } from './routes/endpoints.ts';
export { addressOf, type PathParams, type QueryValues } from './routes/address.ts';
export { DASHBOARD_PAGES, type DashboardPage } from './routes/dashboard-pages.ts';
export { flowHref } from './job-id.ts';
