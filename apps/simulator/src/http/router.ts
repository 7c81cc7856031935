import type { Answer, Call } from './call.ts';

export type Parameters = Readonly<Record<string, string>>;
export type RouteHandler = (call: Call, parameters: Parameters) => Answer | Promise<Answer>;

export interface Route {
  readonly method: string;
  /** Segments; `:name` takes one segment. */
  readonly path: string;
  readonly handle: RouteHandler;
}

export interface Fallbacks {
  notFound(call: Call): Answer;
  methodNotAllowed(call: Call, allowed: readonly string[]): Answer;
}

const segments = (path: string): string[] => path.split('/').filter((segment) => segment !== '');

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

function match(pattern: string, pathname: string): Parameters | undefined {
  const wanted = segments(pattern);
  const given = segments(pathname);
  if (wanted.length !== given.length) return undefined;
  const parameters: Record<string, string> = {};
  for (const [index, segment] of wanted.entries()) {
    const value = decode(given[index] ?? '');
    if (segment.startsWith(':')) parameters[segment.slice(1)] = value;
    else if (segment !== value) return undefined;
  }
  return parameters;
}

/** The first route that fits wins, so literal paths stand before patterns. */
export function route(routes: readonly Route[], fallbacks: Fallbacks, call: Call): Answer | Promise<Answer> {
  const method = call.method === 'HEAD' ? 'GET' : call.method;
  const allowed: string[] = [];
  for (const candidate of routes) {
    const parameters = match(candidate.path, call.pathname);
    if (parameters === undefined) continue;
    if (candidate.method === method) return candidate.handle(call, parameters);
    allowed.push(candidate.method);
  }
  return allowed.length === 0 ? fallbacks.notFound(call) : fallbacks.methodNotAllowed(call, allowed);
}
