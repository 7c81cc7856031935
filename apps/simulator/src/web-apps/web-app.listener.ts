import type { Answer, Call, Handler } from '../http/call.ts';
import { route } from '../http/router.ts';
import type { Route } from '../http/router.ts';
import { actuatorLinks, buildInfo } from '../management/actuator.links.ts';
import { health } from '../management/health.answers.ts';
import { bareError, methodNotAllowed } from '../management/spring.answers.ts';
import { whenReady } from '../when-ready.ts';
import type { WebAppComponent } from './web-app.component.ts';
import { webAppRoutes } from './web-app.routes.ts';

/** Spring keeps its indicators in alphabetical order. */
const ordered = <Value>(components: Record<string, Value>): Record<string, Value> =>
  Object.fromEntries(Object.entries(components).sort(([a], [b]) => (a < b ? -1 : 1)));

/** While Elasticsearch is down Operate reports DOWN, and Tasklist does not answer at all. */
function webAppHealth({ parts, dialect }: WebAppComponent, group?: string): Answer | Promise<Answer> {
  if (group === 'liveness') return health('UP', {});
  return whenReady(parts.problem(), (problem) => {
    const state = problem === 'elasticsearch-down' ? 'DOWN' : 'UP';
    if (state === 'DOWN' && dialect.app === 'tasklist') return { status: 503, silent: true };
    if (group === 'readiness')
      return health(state, ordered({ [dialect.indicator]: state, readinessState: 'UP' }));
    if (group !== undefined) return { status: 404 };
    const components = ordered({
      [dialect.indicator]: state,
      livenessState: 'UP',
      readinessState: 'UP',
    } as const);
    return health(state, components, ['liveness', 'readiness']);
  });
}

/** What every version of Operate and Tasklist serves. */
export const commonRoutes = (webApp: WebAppComponent): Route[] => [
  { method: 'GET', path: '/actuator', handle: (call) => actuatorLinks(call, webApp.dialect.app) },
  { method: 'GET', path: '/actuator/info', handle: () => buildInfo(webApp.cluster.config.version) },
  { method: 'GET', path: '/actuator/health', handle: () => webAppHealth(webApp) },
  { method: 'GET', path: '/actuator/health/:group', handle: (_, given) => webAppHealth(webApp, given.group) },
];

export function webAppListener(webApp: WebAppComponent): Handler {
  const { allow, print } = webApp.dialect;
  const routes = [...commonRoutes(webApp), ...webAppRoutes(webApp)];
  const fallbacks = {
    notFound: (call: Call) => bareError(call, 404, print),
    methodNotAllowed: (call: Call, allowed: readonly string[]) =>
      methodNotAllowed(call, call.pathname === '/actuator/backups' ? allow : allowed, print),
  };
  return (call) => route(routes, fallbacks, call);
}
