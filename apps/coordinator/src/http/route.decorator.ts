import { applyDecorators, HttpCode, RequestMapping, RequestMethod } from '@nestjs/common';
import { ENDPOINTS, ROUTES, type Answer, type RouteName, type RouteSpec } from '#contracts';
import type { Input } from './input.decorator.ts';
import { Documented } from './openapi.ts';
import { NamesRoute } from './route-name.ts';

/** A method that serves a route: it may take the request's `Input`, and returns what the table says. */
type Handler<Name extends RouteName> = (
  input: Input<Name>,
  ...more: never[]
) => Served<Name> | Promise<Served<Name>>;
/** A stream or file is written to the response, or is Nest's own. */
type Served<Name extends RouteName> = undefined extends Answer<Name> ? unknown : Answer<Name>;

/**
 * Serves a route of the table, which has everything about it: method and path, role, validation, status, documentation, and
 * what the audit trail calls it. The compiler compares the method with the route.
 */
export function Route<Name extends RouteName>(
  name: Name,
): <Method extends Handler<Name>>(
  target: object,
  key: string | symbol,
  descriptor: TypedPropertyDescriptor<Method>,
) => void {
  const { method, path } = ENDPOINTS[name];
  const { status = 200 }: RouteSpec = ROUTES[name];
  return applyDecorators(
    NamesRoute(name),
    RequestMapping({ method: RequestMethod[method], path }),
    HttpCode(status),
    Documented(name),
  );
}
