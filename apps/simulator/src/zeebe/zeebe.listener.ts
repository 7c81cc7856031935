import type { Handler } from '../http/call.ts';
import { gatewayRoutes } from '../engine/gateway.routes.ts';
import { route } from '../http/router.ts';
import type { Route } from '../http/router.ts';
import { bareError, compact, methodNotAllowed } from '../management/spring.answers.ts';
import { brokerRoutes, commonZeebeRoutes } from './broker.routes.ts';
import { exportersRoutes } from './exporters.routes.ts';
import { exportingRoutes } from './exporting.routes.ts';
import type { ExportingStyle } from './exporting.routes.ts';
import { metricsRoutes } from './metrics.routes.ts';
import { topologyRoutes } from './topology.routes.ts';
import { zeebeBackupRoutes } from './zeebe-backup.routes.ts';
import type { ZeebeComponent } from './zeebe.component.ts';

const fallbacks = {
  notFound: (call: Parameters<Handler>[0]) => bareError(call, 404, compact),
  methodNotAllowed: (call: Parameters<Handler>[0], allowed: readonly string[]) =>
    methodNotAllowed(call, allowed, compact),
};

/** A listener whose errors are those of Spring's management server. */
export const managementHandler =
  (routes: readonly Route[]): Handler =>
  (call) =>
    route(routes, fallbacks, call);

/** What only a broker serves: a standalone gateway (null) has no partitions. */
export const ownRoutes = (zeebe: ZeebeComponent, broker: number | null): Route[] =>
  broker === null ? [] : [...brokerRoutes(zeebe, broker), ...metricsRoutes(zeebe, broker)];

/** Every broker has a gateway inside and serves all of it. */
export function zeebeListener(zeebe: ZeebeComponent, broker: number | null, style?: ExportingStyle): Handler {
  return managementHandler([
    ...ownRoutes(zeebe, broker),
    ...commonZeebeRoutes(zeebe, broker ?? 0),
    ...exportersRoutes,
    ...exportingRoutes(zeebe, style),
    ...topologyRoutes(zeebe),
    ...zeebeBackupRoutes(zeebe),
    ...(zeebe.engine === null ? [] : gatewayRoutes(zeebe.engine)),
  ]);
}
