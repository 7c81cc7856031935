import type { z } from 'zod';
import type { ProblemKind } from '../problem.schema.ts';
import { ACCESS_ROUTES } from './access.routes.ts';
import { ALERT_ROUTES } from './alert.routes.ts';
import { parametersOf, type PathParams } from './address.ts';
import { BACKUP_ROUTES } from './backup.routes.ts';
import { ENDPOINTS, type RouteName } from './endpoints.ts';
import { OPERATION_ROUTES } from './operation.routes.ts';
import { RESTORE_ROUTES } from './restore.routes.ts';
import type { RouteSpec } from './route.ts';
import { RUN_ROUTES } from './run.routes.ts';
import { SCHEDULE_ROUTES } from './schedule.routes.ts';
import { TREND_ROUTES } from './trend.routes.ts';

/** The HTTP API: what every route of `ENDPOINTS` takes and answers. */
export const ROUTES = {
  ...BACKUP_ROUTES,
  ...RESTORE_ROUTES,
  ...RUN_ROUTES,
  ...SCHEDULE_ROUTES,
  ...TREND_ROUTES,
  ...ALERT_ROUTES,
  ...OPERATION_ROUTES,
  ...ACCESS_ROUTES,
} satisfies Record<RouteName, RouteSpec>;

type Routes = typeof ROUTES;
/** `Fallback` for a route without such a schema. */
type In<Part, Fallback> = Part extends z.ZodType ? z.input<Part> : Fallback;
type Out<Part, Fallback> = Part extends z.ZodType ? z.output<Part> : Fallback;
type Query<Name extends RouteName> = Routes[Name] extends { query: infer Schema } ? Schema : null;
type Body<Name extends RouteName> = Routes[Name] extends { body: infer Schema } ? Schema : null;

/** What a route answers; undefined where that is no JSON document. */
export type Answer<Name extends RouteName> = Out<Routes[Name]['response'], undefined>;
/** Every route that answers a JSON document. */
export type JsonRoute = {
  [Name in RouteName]: undefined extends Answer<Name> ? never : Name;
}[RouteName];
/** Query of a request, once it is parsed. */
export type ParsedQuery<Name extends RouteName> = Out<Query<Name>, undefined>;
/** Body of a request, once it is parsed. */
export type ParsedBody<Name extends RouteName> = Out<Body<Name>, undefined>;

type Part<Key extends string, Value> = object extends Value
  ? { [Each in Key]?: Value }
  : { [Each in Key]: Value };
/** What a client gives to call a route; parts that have nothing required may be left out. */
export type RouteCall<Name extends RouteName> = Part<'params', PathParams<Name>> &
  Part<'query', In<Query<Name>, object>> &
  Part<'body', In<Body<Name>, object>>;
/** Of a client's `call(name, request)`: the request may be left out where nothing in it is required. */
export type CallArguments<Name extends RouteName, Options = object> =
  object extends RouteCall<Name>
    ? [request?: RouteCall<Name> & Options]
    : [request: RouteCall<Name> & Options];

/** Every route that requires a role may answer these: they come from gate, guard and parser, or mean that Redis is down. */
const WITH_ROLE: readonly ProblemKind[] = [
  'malformed-json',
  'invalid-request',
  'unauthenticated',
  'not-allowed',
  'cross-site',
  'body-too-large',
  'unsupported-media-type',
  'rate-limited',
  'redis-unavailable',
  'redis-refuses-writes',
  'unreadable-record',
  'store-unavailable',
];
const OPEN: readonly ProblemKind[] = ['cross-site', 'rate-limited'];

/** Every problem that a route may answer, besides `internal`. Pure. */
export function problemsOf(name: RouteName): ProblemKind[] {
  const { problems = [] }: RouteSpec = ROUTES[name];
  const ofCluster: readonly ProblemKind[] = parametersOf(name).includes('cluster') ? ['unknown-cluster'] : [];
  return [...new Set([...(ENDPOINTS[name].role === null ? OPEN : WITH_ROLE), ...ofCluster, ...problems])];
}
