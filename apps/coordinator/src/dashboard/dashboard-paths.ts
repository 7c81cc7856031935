import { DASHBOARD_PAGES } from '#contracts';

/**
 * Whether an address belongs to the dashboard, which then shows what is there, or that nothing is. A list of what it has
 * and no list of what it has not: an address of the API that does not exist must stay a problem.
 */
export function isDashboardPage(path: string): boolean {
  const plain = path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path;
  return (
    DASHBOARD_PAGES.some((page) => page === plain) || path === '/login' || /^\/clusters(\/|$)/.test(path)
  );
}

/**
 * Whether a person who opened an address that does not exist gets the dashboard's own "no such page": a browser that asks for
 * a page. Below `/api` every client gets a problem document.
 */
export function isLostPerson(request: {
  method: string;
  path: string;
  accepts: (types: string[]) => string | false;
}): boolean {
  const { method, path } = request;
  if (method !== 'GET' || /^\/api(\/|$)/.test(path)) return false;
  // Who accepts everything, as curl does, gets the document.
  return request.accepts(['json', 'html']) === 'html';
}
