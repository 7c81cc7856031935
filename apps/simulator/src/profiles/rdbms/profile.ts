import type { Handler } from '../../http/call.ts';
import type { SimulatedCluster } from '../../cluster/simulated-cluster.ts';
import { profile810 } from '../8.10/profile.ts';
import { optimizeHandler } from '../8.4/profile.ts';
import { orchestrationRoutes } from '../8.8/profile.ts';
import { brokerOf } from '../profile.ts';
import type { Profile } from '../profile.ts';
import { managementHandler } from '../../zeebe/zeebe.listener.ts';

/** There is no history to back up: that endpoint does not exist, and the ids of the Zeebe part are the cluster's own. */
const broker = (cluster: SimulatedCluster, id: number | null): Handler =>
  managementHandler(orchestrationRoutes(cluster, id, 'relational'));

/** 8.9 on a relational database; 8.10 on one has the REST API as well. */
export const profileRdbms: Profile = {
  handlerOf(cluster, component) {
    if (cluster.configuration !== null) return profile810.handlerOf(cluster, component);
    return component === 'optimize' ? optimizeHandler(cluster) : broker(cluster, brokerOf(component));
  },
};
