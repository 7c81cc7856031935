import type { CamundaClients } from '../camunda-clients.ts';
import type { Connections } from '../connect/connections.ts';
import { diagnosticsOf, managementPortClients, webAppBackups } from '../connect/management-port.ts';
import { WebAppBackupClient } from '../web-apps/web-app-backup.client.ts';
import { ZeebeBackupClient } from '../zeebe/zeebe-backup.client.ts';

const BACKUPS = '/actuator/backups';
const INFO = '/actuator/info';

/** 8.4 to 8.7: every component has its backups at its own management port. */
export function connect84(connections: Connections): CamundaClients {
  return {
    ...managementPortClients(connections, ['soft', 'hard']),
    generation: '8.4',
    backups: {
      zeebe: new ZeebeBackupClient({ management: connections.gateway }),
      ...webAppBackups(connections, (app, management) => new WebAppBackupClient({ app, management })),
    },
    diagnostics: diagnosticsOf(connections, {
      zeebe: ['/actuator/cluster', '/actuator/partitions', BACKUPS, INFO],
      operate: [BACKUPS, INFO],
      tasklist: [BACKUPS, INFO],
      optimize: [BACKUPS],
    }),
  };
}
