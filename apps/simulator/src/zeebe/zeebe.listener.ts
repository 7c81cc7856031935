import type { Handler } from '../http/call.ts';
import { gatewayRoutes } from '../engine/gateway.routes.ts';
import { route } from '../http/router.ts';
import { bareError, compact, methodNotAllowed } from '../management/spring.answers.ts';
import { brokerRoutes, commonZeebeRoutes } from './broker.routes.ts';
import { exportingRoutes } from './exporting.routes.ts';
import { metricsRoutes } from './metrics.routes.ts';
import { topologyRoutes } from './topology.routes.ts';
import { zeebeBackupRoutes } from './zeebe-backup.routes.ts';
import type { ZeebeComponent } from './zeebe.component.ts';

const fallbacks = {
  notFound: (call: Parameters<Handler>[0]) => bareError(call, 404, compact),
  methodNotAllowed: (call: Parameters<Handler>[0], allowed: readonly string[]) =>
    methodNotAllowed(call, allowed, compact),
};

/** Every broker has a gateway inside and serves all of it; a standalone gateway (null) has no partitions. */
export function zeebeListener(zeebe: ZeebeComponent, broker: number | null): Handler {
  const own = broker === null ? [] : [...brokerRoutes(zeebe, broker), ...metricsRoutes(zeebe, broker)];
  const routes = [
    ...own,
    ...commonZeebeRoutes(zeebe, broker ?? 0),
    ...exportingRoutes(zeebe),
    ...topologyRoutes(zeebe),
    ...zeebeBackupRoutes(zeebe),
    ...(zeebe.engine === null ? [] : gatewayRoutes(zeebe.engine)),
  ];
  return (call) => route(routes, fallbacks, call);
}
