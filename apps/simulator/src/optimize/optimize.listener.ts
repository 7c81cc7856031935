import type { Call, Handler } from '../http/call.ts';
import { route } from '../http/router.ts';
import type { Route } from '../http/router.ts';
import { actuatorLinks } from '../management/actuator.links.ts';
import { health } from '../management/health.answers.ts';
import { actuatorType, bareError, compact, json, methodNotAllowed } from '../management/spring.answers.ts';
import type { OptimizeComponent } from './optimize.component.ts';
import { optimizeRoutes } from './optimize.routes.ts';

const fallbacks = {
  notFound: (call: Call) => bareError(call, 404, compact),
  methodNotAllowed: (call: Call, allowed: readonly string[]) => methodNotAllowed(call, allowed, compact),
};

/** What every version of Optimize serves. */
export const commonRoutes = ({ version }: OptimizeComponent): Route[] => [
  { method: 'GET', path: '/actuator', handle: (call) => actuatorLinks(call, 'optimize') },
  {
    method: 'GET',
    path: '/actuator/info',
    handle: () => json({ build: { version, artifact: 'optimize-backend', name: 'Optimize' } }, actuatorType),
  },
  { method: 'GET', path: '/actuator/health', handle: () => health('UP', {}, ['liveness', 'readiness']) },
  { method: 'GET', path: '/actuator/health/:group', handle: () => health('UP', {}) },
];

export function optimizeListener(optimize: OptimizeComponent): Handler {
  const routes = [...commonRoutes(optimize), ...optimizeRoutes(optimize)];
  return (call) => route(routes, fallbacks, call);
}
