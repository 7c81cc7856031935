import { findRoute, problemsOf, problemType, ROUTES, type RouteName, type RouteSpec } from '#contracts';

interface Answered {
  status: number;
  body: unknown;
  contentType: string;
}

/**
 * Checks that an answer is one that the table of routes has: a status, a document of its schema, or a problem that it
 * lists. Ignores paths that are not in the table. @throws Error
 */
export function holdToTable(method: string, path: string, answered: Answered): void {
  const route = findRoute(method, path.split('?')[0] ?? '');
  if (route === null || method === 'HEAD') return;
  const why = differenceOf(route.name, answered);
  if (why !== null) throw new Error(`${method} ${path} (${route.name}): ${why}`);
}

/** What of an answer the table does not have; null for an answer as it should be. Pure. */
export function differenceOf(name: RouteName, { status, body, contentType }: Answered): string | null {
  const spec: RouteSpec = ROUTES[name];
  if (contentType.startsWith('application/problem+json')) {
    const { type } = body as { type: string };
    const listed = [...problemsOf(name), 'internal' as const].map(problemType);
    return listed.includes(type) ? null : `the table does not list the problem ${type}`;
  }
  // Pages for people, which say by their status what went wrong.
  if (spec.response === 'text/html') return null;
  if (status === 204 && spec.nothingToSend !== undefined) return null;
  if (status !== (spec.status ?? 200)) return `answered ${status}, and the table has ${spec.status ?? 200}`;
  if (spec.response === null || typeof spec.response === 'string') return null;
  const { error } = spec.response.safeParse(body);
  return error === undefined ? null : `not what the table has: ${error.message}`;
}
