import { connect82 } from '../camunda-8.2/connect.ts';
import type { CamundaClients } from '../camunda-clients.ts';
import type { Connections } from '../connect/connections.ts';
import { diagnosticsOf, webAppBackups } from '../connect/management-port.ts';
import { ExportingClient } from '../zeebe/exporting.client.ts';
import { WebAppBackupClient81 } from './web-app-backup.client.ts';
import { ZeebeBackupClient81 } from './zeebe-backup.client.ts';

const INFO = '/actuator/info';

/** 8.1: the first backup APIs, and a hard pause only. */
export function connect81(connections: Connections): CamundaClients {
  const { gateway, brokers } = connections;
  return {
    ...connect82(connections),
    generation: '8.1',
    backups: {
      zeebe: new ZeebeBackupClient81(gateway),
      ...webAppBackups(connections, (app, management) => new WebAppBackupClient81(app, management)),
    },
    exporting: new ExportingClient(gateway, brokers, ['hard']),
    diagnostics: diagnosticsOf(connections, {
      zeebe: ['/actuator/partitions', INFO],
      operate: [INFO],
      tasklist: [INFO],
    }),
  };
}
