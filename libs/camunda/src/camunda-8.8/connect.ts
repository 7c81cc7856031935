import type { CamundaClients } from '../camunda-clients.ts';
import type { Connections } from '../connect/connections.ts';
import { diagnosticsOf, managementPortClients, webAppBackups } from '../connect/management-port.ts';
import { WebAppBackupClient } from '../web-apps/web-app-backup.client.ts';
import { ZeebeBackupClient } from '../zeebe/zeebe-backup.client.ts';

const RUNTIME = '/actuator/backupRuntime';
const HISTORY = '/actuator/backupHistory';
const STORE =
  'Set camunda.data.primary-storage.backup.store (8.8: camunda.data.backup.store) on every broker.';

/**
 * 8.8 to 8.10 by the management port: one application has the backups of Zeebe (runtime) and of Operate and Tasklist
 * (history). Optimize keeps its own. 8.10 shows partitions by tenant once it has several, and keeps a pause in the
 * configuration of the cluster.
 */
export function connect88(connections: Connections): CamundaClients {
  return {
    ...managementPortClients(connections, ['soft']),
    generation: '8.8',
    backups: {
      zeebe: new ZeebeBackupClient({ management: connections.gateway, path: RUNTIME, storeRemedy: STORE }),
      ...webAppBackups(
        connections,
        (app, management) =>
          new WebAppBackupClient({ app, management, ...(app === 'webapps' && { path: HISTORY }) }),
      ),
    },
    diagnostics: diagnosticsOf(connections, {
      zeebe: ['/actuator/cluster', '/actuator/partitions', RUNTIME, '/actuator/info'],
      webapps: [HISTORY],
      optimize: ['/actuator/backups'],
    }),
  };
}
