import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';
import type { ClusterConfig } from '#config';
import {
  ENDPOINTS,
  ROUTES,
  type Me,
  type ParsedBody,
  type ParsedQuery,
  type PathParams,
  type RouteName,
  type RouteSpec,
} from '#contracts';
import { callerOf } from './caller.ts';
import { clusterOf } from './cluster-of-request.ts';
import { parseId, parseRequest } from './parse-request.ts';
import { routeOf } from './route-name.ts';

/** What a request to a route brings, parsed: the parameters of its path, its query, its body, and its caller. */
export type Input<Name extends RouteName> = {
  [Key in keyof PathParams<Name>]: Key extends 'cluster' ? ClusterConfig : PathParams<Name>[Key];
} & {
  query: ParsedQuery<Name>;
  body: ParsedBody<Name>;
  caller: (typeof ENDPOINTS)[Name]['role'] extends null ? Me | null : Me;
  /** For headers and cookies. */
  request: Request;
};

/**
 * The input of a handler that has `@Route`: `@Input() { cluster, id }: Input<'backup.show'>`. Validated by the schemas of the
 * table, so nothing reaches a handler that the table does not allow.
 * @throws ProblemError invalid-request that names every wrong field
 */
export const Input = createParamDecorator((_: unknown, context: ExecutionContext): unknown => {
  const name = routeOf(context.getHandler());
  if (name === null) throw new Error('@Input() belongs to a method with @Route()');
  const request = context.switchToHttp().getRequest<Request>();
  const { cluster, id, ...names } = request.params as Record<string, string>;
  const { query, body }: RouteSpec = ROUTES[name];
  return {
    ...names,
    ...(cluster !== undefined && { cluster: clusterOf(request) }),
    ...(id !== undefined && { id: parseId(id, name) }),
    query: query && parseRequest(query, request.query),
    body: body && parseRequest(body, request.body === undefined ? {} : request.body),
    caller: callerOf(request),
    request,
  };
});
