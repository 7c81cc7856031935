import type { CamundaClients } from '../camunda-clients.ts';
import type { Connections } from '../connect/connections.ts';
import { diagnosticsOf, managementPortClients, webAppBackups } from '../connect/management-port.ts';
import { WebAppBackupClient } from '../web-apps/web-app-backup.client.ts';
import { ConfirmedTopology } from './confirmed-topology.ts';
import { RestBackupClient } from './rest-backup.client.ts';
import { RestExportingClient } from './rest-exporting.client.ts';
import { historyPart, runtimePart } from './rest-parts.ts';
import { RestRestoreClient } from './restore.client.ts';

/**
 * 8.10 by the REST API: backups, pause and restore. What brokers show is at their management ports, and Optimize keeps its
 * own.
 * @throws TypeError without the address of the REST API
 */
export function connect810(connections: Connections): CamundaClients {
  const { gateway, rest } = connections;
  if (rest === null) throw new TypeError('orchestration.rest is missing, where 8.10 has its backups.');
  const management = managementPortClients(connections, ['soft']);
  const exporting = new RestExportingClient(rest.zeebe, management.exporting);
  return {
    ...management,
    generation: '8.10',
    backups: {
      zeebe: new RestBackupClient(runtimePart, rest.zeebe),
      ...webAppBackups(connections, (app, port) =>
        app === 'webapps'
          ? new RestBackupClient(historyPart, rest.webapps)
          : new WebAppBackupClient({ app, management: port }),
      ),
    },
    exporting,
    topology: new ConfirmedTopology(management.topology, exporting),
    restore: new RestRestoreClient(rest.zeebe, gateway),
    diagnostics: [
      ...diagnosticsOf(connections, {
        zeebe: ['/actuator/cluster', '/actuator/partitions', '/actuator/info'],
        optimize: ['/actuator/backups'],
      }),
      ...diagnosticsOf(
        { gateway: rest.zeebe, apps: { webapps: rest.webapps } },
        {
          zeebe: ['/v2/backups/runtime', '/v2/exporting', '/v2/topology'],
          webapps: ['/v2/backups/history'],
        },
      ),
    ],
  };
}
