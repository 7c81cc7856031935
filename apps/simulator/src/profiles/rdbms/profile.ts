import type { Handler } from '../../http/call.ts';
import type { SimulatedCluster } from '../../cluster/simulated-cluster.ts';
import { optimizeHandler } from '../8.4/profile.ts';
import { orchestrationRoutes } from '../8.8/profile.ts';
import { brokerOf } from '../profile.ts';
import type { Profile } from '../profile.ts';
import { managementHandler } from '../../zeebe/zeebe.listener.ts';

/** There is no history to back up: that endpoint does not exist, and the ids of the Zeebe part are the cluster's own. */
const broker = (cluster: SimulatedCluster, id: number | null): Handler =>
  managementHandler(orchestrationRoutes(cluster, id, 'relational'));

/** 8.9 and 8.10 on a relational database, by the actuator. */
export const profileRdbms: Profile = {
  handlerOf: (cluster, component) =>
    component === 'optimize' ? optimizeHandler(cluster) : broker(cluster, brokerOf(component)),
};
