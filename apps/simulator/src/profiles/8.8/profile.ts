import type { Handler } from '../../http/call.ts';
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

function broker({ zeebe, context, history, config }: SimulatedCluster, id: number | null): Handler {
  const component = { config, history: new History(context, history, defaultTenant) };
  return managementHandler([
    ...ownRoutes(zeebe, id),
    ...commonZeebeRoutes(zeebe, id ?? 0, 'orchestration'),
    ...unifiedExportersRoutes(zeebe),
    ...exportingRoutes(zeebe),
    ...topologyRoutes(zeebe, () => exporterIds(context)),
    ...runtimeStateRoutes(zeebe),
    ...runtimeRoutes(zeebe),
    ...(config.components.includes('webapps') ? historyRoutes(component) : []),
  ]);
}

/** 8.8 and 8.9 on a search engine: one application, whose brokers answer for the history as well. */
export const profile88: Profile = {
  handlerOf: (cluster, component) =>
    component === 'optimize' ? optimizeHandler(cluster) : broker(cluster, brokerOf(component)),
};
