import { applyDecorators, SetMetadata } from '@nestjs/common';
import { ApiBearerAuth, ApiCookieAuth, ApiExtension } from '@nestjs/swagger';
import type { Role } from '#domain';
import { ApiProblem } from '../http/openapi.ts';

/** Key of a route's rule in its metadata. */
export const RULE = 'holdfast:rule';
/** Names of the security schemes in OpenAPI. */
export const SCHEMES = { token: 'token', session: 'session' } as const;

/** Where Nest's OpenAPI keeps what a route may answer. */
const DOCUMENTED = 'swagger/apiResponse';

/** What a route asks of its caller, and what the audit trail calls it. */
export interface Rule {
  /** null: open to everybody. */
  role: Role | null;
  action: string;
}

/**
 * Every route under /api/v1 has this, or `@Open`. Whoever has a lower role is refused with 403, nobody with 401, and a
 * `:cluster` of the path that the caller may not see with 404.
 * @param action what the audit trail calls it: `backup.create`
 */
export function Needs(role: Role, action: string): MethodDecorator {
  return applyDecorators(
    SetMetadata(RULE, { role, action } satisfies Rule),
    ApiBearerAuth(SCHEMES.token),
    ApiCookieAuth(SCHEMES.session),
    ApiExtension('x-role', role),
    ApiExtension('x-action', action),
    otherwise(400, 'A parameter is wrong, or a body was sent that is not JSON'),
    otherwise(401, 'Nobody is known by the token or session, where access is configured'),
    otherwise(403, `The role ${role} is needed, or the request came from another site`),
    otherwise(429, 'Too many requests; `Retry-After` says when to come back'),
    otherwise(413, 'A body was sent that is too large'),
    otherwise(415, 'A body was sent that is not JSON by its content type'),
    otherwise(503, 'Redis does not answer, which has the sessions and most else, or a store that is needed'),
  );
}

/** A route that asks nothing of its caller. */
export function Open(action: string): MethodDecorator {
  return applyDecorators(
    SetMetadata(RULE, { role: null, action } satisfies Rule),
    ApiExtension('x-action', action),
    otherwise(403, 'The request came from another site'),
    otherwise(429, 'Too many requests; `Retry-After` says when to come back'),
  );
}

/** Documents a problem unless the route has said it in words of its own: this decorator stands above those. */
function otherwise(status: number, description: string): MethodDecorator {
  return (target, key, descriptor) => {
    const known = Reflect.getMetadata(DOCUMENTED, descriptor.value as object) as object | undefined;
    if (!(status in (known ?? {}))) ApiProblem(status, description)(target, key, descriptor);
  };
}
