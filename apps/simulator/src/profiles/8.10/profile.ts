import type { SimulatedCluster } from '../../cluster/simulated-cluster.ts';
import type { Call, Handler } from '../../http/call.ts';
import { route } from '../../http/router.ts';
import { commonZeebeRoutes } from '../../zeebe/broker.routes.ts';
import { metricsRoutes } from '../../zeebe/metrics.routes.ts';
import { topologyRoutes } from '../../zeebe/topology.routes.ts';
import { managementHandler } from '../../zeebe/zeebe.listener.ts';
import { optimizeHandler } from '../8.4/profile.ts';
import { unifiedExportersRoutes } from '../8.8/exporters.routes.ts';
import { historyRoutes } from '../8.8/history.routes.ts';
import { runtimeStateRoutes } from '../8.8/runtime-state.routes.ts';
import { brokerOf } from '../profile.ts';
import type { Profile } from '../profile.ts';
import { clusterRoutes } from './cluster.routes.ts';
import type { ConfigurationMachine } from './configuration.machine.ts';
import { configuredExportingRoutes } from './exporting.routes.ts';
import { tenantPartitionsRoutes } from './partitions.routes.ts';
import { problem } from './problem.answers.ts';
import { restExporting } from './rest-exporting.ts';
import { restHistory } from './rest-history.ts';
import { restRecovery } from './rest-recovery.ts';
import { restRuntime } from './rest-runtime.ts';
import { restTopology } from './rest-topology.ts';
import { restRoutes } from './rest.routes.ts';
import { tenantRuntimeRoutes } from './runtime.routes.ts';
import { TenantHistory, viewJoined } from './tenant-history.ts';

function broker(cluster: SimulatedCluster, configuration: ConfigurationMachine, id: number | null): Handler {
  const { zeebe, config, tenants } = cluster;
  const hasHistory = config.components.includes('webapps');
  const history = { config, history: new TenantHistory(tenants), view: viewJoined };
  return managementHandler([
    ...(id === null ? [] : [...tenantPartitionsRoutes(cluster, id), ...metricsRoutes(zeebe, id)]),
    ...commonZeebeRoutes(zeebe, id ?? 0, hasHistory ? 'orchestration' : 'relational'),
    ...unifiedExportersRoutes(zeebe),
    ...configuredExportingRoutes(cluster, configuration),
    ...clusterRoutes(cluster, configuration),
    // The topology as the gateway sees it is at the REST port, and here for those who know no other.
    ...topologyRoutes(zeebe).filter(({ path }) => path === '/v2/topology'),
    ...tenantRuntimeRoutes(cluster),
    // What that has no route for: resetting the state, and writes that do not exist.
    ...runtimeStateRoutes(zeebe),
    ...(hasHistory ? historyRoutes(history) : []),
  ]);
}

const restFallbacks = {
  notFound: (call: Call) => problem(call, 404, `No endpoint ${call.method} ${call.pathname}.`),
  methodNotAllowed: (call: Call, allowed: readonly string[]) => ({
    ...problem(call, 405, `Request method '${call.method}' is not supported.`),
    headers: { Allow: [...new Set(allowed)].join(', ') },
  }),
};

function rest(cluster: SimulatedCluster, configuration: ConfigurationMachine): Handler {
  const routes = restRoutes(cluster, configuration, [
    ...restTopology,
    ...restExporting,
    ...restRuntime,
    ...restHistory,
    ...restRecovery,
  ]);
  return (call) => route(routes, restFallbacks, call);
}

/** 8.10: the REST API and the actuator, on a search engine or on an RDBMS. */
export const profile810: Profile = {
  handlerOf(cluster, component) {
    const { configuration } = cluster;
    if (configuration === null) throw new Error('only a cluster of 8.10 has a dynamic configuration');
    if (component === 'optimize') return optimizeHandler(cluster);
    if (component === 'rest') return rest(cluster, configuration);
    return broker(cluster, configuration, brokerOf(component));
  },
};
