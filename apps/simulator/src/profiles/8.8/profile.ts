import type { Handler } from '../../http/call.ts';
import type { Route } from '../../http/router.ts';
import type { ActuatorLinks } from '../../management/actuator.links.ts';
import type { SimulatedCluster } from '../../cluster/simulated-cluster.ts';
import { optimizeHandler } from '../8.4/profile.ts';
import { brokerOf } from '../profile.ts';
import type { Profile } from '../profile.ts';
import { commonZeebeRoutes } from '../../zeebe/broker.routes.ts';
import { exportingRoutes } from '../../zeebe/exporting.routes.ts';
import { topologyRoutes } from '../../zeebe/topology.routes.ts';
import { managementHandler, ownRoutes } from '../../zeebe/zeebe.listener.ts';
import { exporterIds, unifiedExportersRoutes } from './exporters.routes.ts';
import { defaultTenant } from './history-names.ts';
import { historyRoutes } from './history.routes.ts';
import { History } from './history.ts';
import { runtimeRoutes } from './runtime.routes.ts';
import { runtimeStateRoutes } from './runtime-state.routes.ts';

/** All that a broker serves but the history. */
export const orchestrationRoutes = (
  { zeebe, context }: SimulatedCluster,
  id: number | null,
  links: ActuatorLinks = 'orchestration',
): Route[] => [
  ...ownRoutes(zeebe, id),
  ...commonZeebeRoutes(zeebe, id ?? 0, links),
  ...unifiedExportersRoutes(zeebe),
  ...exportingRoutes(zeebe),
  ...topologyRoutes(zeebe, () => exporterIds(context)),
  ...runtimeStateRoutes(zeebe),
  ...runtimeRoutes(zeebe),
];

function broker(cluster: SimulatedCluster, id: number | null): Handler {
  const { context, history, config } = cluster;
  const component = { config, history: new History(context, history, defaultTenant) };
  return managementHandler([
    ...orchestrationRoutes(cluster, id),
    ...(config.components.includes('webapps') ? historyRoutes(component) : []),
  ]);
}

/** 8.8 and 8.9 on a search engine: one application, whose brokers answer for the history as well. */
export const profile88: Profile = {
  handlerOf: (cluster, component) =>
    component === 'optimize' ? optimizeHandler(cluster) : broker(cluster, brokerOf(component)),
};
