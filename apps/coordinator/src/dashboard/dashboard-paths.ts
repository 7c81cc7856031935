/**
 * Whether an address belongs to the dashboard, which then shows what is there, or that nothing is. A list of what it has
 * and no list of what it has not: an address of the API that does not exist must stay a problem.
 */
export function isDashboardPage(path: string): boolean {
  return path === '/' || path === '/login' || /^\/clusters(\/|$)/.test(path);
}
