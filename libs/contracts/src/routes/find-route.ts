import { PARAMETER } from './address.ts';
import { ENDPOINTS, type Endpoint, type RouteName } from './endpoints.ts';

export interface FoundRoute {
  name: RouteName;
  /** Of the path, as sent; not yet decoded. */
  params: Record<string, string>;
}

/** The route of a request, as Express finds it: HEAD is GET, and a name that is written out wins over a parameter. Pure. */
export function findRoute(method: string, path: string): FoundRoute | null {
  const wanted = method === 'HEAD' ? 'GET' : method;
  const found = PATTERNS.filter((route) => route.method === wanted).flatMap(({ name, pattern }) => {
    const match = pattern.exec(path);
    return match ? [{ name, params: { ...match.groups } }] : [];
  });
  const [best = null] = found.sort((a, b) => Object.keys(a.params).length - Object.keys(b.params).length);
  return best;
}

const PATTERNS = Object.entries<Endpoint>(ENDPOINTS).map(([name, { method, path }]) => ({
  name: name as RouteName,
  method,
  pattern: patternOf(path),
}));

/** As Express matches: without regard to case, and with or without a slash at the end. */
function patternOf(path: string): RegExp {
  return new RegExp(`^${path.replace(PARAMETER, '(?<$1>[^/]+)')}/?$`, 'i');
}
