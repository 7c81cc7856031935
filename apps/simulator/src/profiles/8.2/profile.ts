import type { Handler } from '../../http/call.ts';
import { commonZeebeRoutes } from '../../zeebe/broker.routes.ts';
import { exportingRoutes } from '../../zeebe/exporting.routes.ts';
import { zeebeBackupRoutes } from '../../zeebe/zeebe-backup.routes.ts';
import type { ZeebeComponent } from '../../zeebe/zeebe.component.ts';
import { managementHandler, ownRoutes } from '../../zeebe/zeebe.listener.ts';
import { profile84 } from '../8.4/profile.ts';
import { brokerOf } from '../profile.ts';
import type { Profile } from '../profile.ts';
import { exportingStyleOf } from './exporting-style.ts';

/** Before 8.4 there is no /actuator/cluster, no /actuator/exporters and no REST API. */
export const earlyRoutes = (zeebe: ZeebeComponent, broker: number | null) => [
  ...ownRoutes(zeebe, broker),
  ...commonZeebeRoutes(zeebe, broker ?? 0, 'earlyBroker'),
  ...exportingRoutes(zeebe, exportingStyleOf(zeebe.cluster.config.version)),
];

const zeebeHandler = (zeebe: ZeebeComponent, broker: number | null): Handler =>
  managementHandler([...earlyRoutes(zeebe, broker), ...zeebeBackupRoutes(zeebe)]);

const webApplications = ['operate', 'tasklist', 'optimize'];

/** 8.2 and 8.3: the web applications are those of 8.4. */
export const profile82: Profile = {
  handlerOf: (cluster, component) =>
    webApplications.includes(component)
      ? profile84.handlerOf(cluster, component)
      : zeebeHandler(cluster.zeebe, brokerOf(component)),
};
