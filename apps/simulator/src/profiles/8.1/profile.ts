import { commonRoutes as optimizeCommonRoutes } from '../../optimize/optimize.listener.ts';
import { operateDialect } from '../../web-apps/operate.dialect.ts';
import { tasklistDialect } from '../../web-apps/tasklist.dialect.ts';
import type { WebAppDialect } from '../../web-apps/web-app.dialect.ts';
import { commonRoutes } from '../../web-apps/web-app.listener.ts';
import { managementHandler } from '../../zeebe/zeebe.listener.ts';
import type { SimulatedCluster } from '../../cluster/simulated-cluster.ts';
import type { Handler } from '../../http/call.ts';
import { earlyRoutes } from '../8.2/profile.ts';
import { brokerOf } from '../profile.ts';
import type { Profile } from '../profile.ts';
import { earlyWebAppListener } from './web-app.routes.ts';
import { earlyBackupRoutes } from './zeebe-backup.routes.ts';

function webApp({ context, stores }: SimulatedCluster, dialect: WebAppDialect): Handler {
  const parts = stores.parts[dialect.app];
  const common = commonRoutes({ cluster: context, parts, dialect });
  return earlyWebAppListener({ cluster: context, parts, common, duplicateStatus: 400 });
}

function optimize({ context, stores, config }: SimulatedCluster): Handler {
  const parts = stores.parts.optimize;
  const common = optimizeCommonRoutes({ cluster: context, parts, version: config.optimizeVersion });
  return earlyWebAppListener({ cluster: context, parts, common, duplicateStatus: 409 });
}

/** 8.1: the id in the path for Zeebe, one word for the state of the others, and nothing that lists or deletes. */
export const profile81: Profile = {
  handlerOf(cluster, component) {
    switch (component) {
      case 'operate':
        return webApp(cluster, operateDialect);
      case 'tasklist':
        return webApp(cluster, tasklistDialect);
      case 'optimize':
        return optimize(cluster);
      default:
        return managementHandler([
          ...earlyRoutes(cluster.zeebe, brokerOf(component)),
          ...earlyBackupRoutes(cluster.zeebe),
        ]);
    }
  },
};
