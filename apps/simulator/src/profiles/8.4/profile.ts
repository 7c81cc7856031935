import type { SimulatedCluster } from '../../cluster/simulated-cluster.ts';
import type { Handler } from '../../http/call.ts';
import { optimizeListener } from '../../optimize/optimize.listener.ts';
import { operateDialect } from '../../web-apps/operate.dialect.ts';
import { tasklistDialect } from '../../web-apps/tasklist.dialect.ts';
import { webAppListener } from '../../web-apps/web-app.listener.ts';
import { zeebeListener } from '../../zeebe/zeebe.listener.ts';
import { exportingStyleOf } from '../8.2/exporting-style.ts';
import { brokerOf } from '../profile.ts';
import type { Profile } from '../profile.ts';

export const optimizeHandler = ({ context, stores, config }: SimulatedCluster): Handler =>
  optimizeListener({ cluster: context, parts: stores.parts.optimize, version: config.optimizeVersion });

export const operateHandler = ({ context, stores }: SimulatedCluster): Handler =>
  webAppListener({ cluster: context, parts: stores.parts.operate, dialect: operateDialect });

export const tasklistHandler = ({ context, stores }: SimulatedCluster): Handler =>
  webAppListener({ cluster: context, parts: stores.parts.tasklist, dialect: tasklistDialect });

/** 8.4 to 8.7, as recorded from 8.6.0; before the patches of the soft pause, exporting answers as it did in 8.1. */
export const profile84: Profile = {
  handlerOf(cluster, component) {
    switch (component) {
      case 'operate':
        return operateHandler(cluster);
      case 'tasklist':
        return tasklistHandler(cluster);
      case 'optimize':
        return optimizeHandler(cluster);
      default:
        return zeebeListener(cluster.zeebe, brokerOf(component), exportingStyleOf(cluster.config.version));
    }
  },
};
