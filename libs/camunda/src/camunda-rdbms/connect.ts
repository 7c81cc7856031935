import { StepFailure } from '#domain';
import type { CamundaClients } from '../camunda-clients.ts';
import type { Connections } from '../connect/connections.ts';
import { diagnosticsOf, managementPortClients, webAppBackups } from '../connect/management-port.ts';
import { WebAppBackupClient } from '../web-apps/web-app-backup.client.ts';
import { ZeebeBackupClient } from '../zeebe/zeebe-backup.client.ts';
import { STORE_OF_PRIMARY_STORAGE } from '../zeebe/zeebe-trouble.ts';
import { GeneratedBackupClient, RUNTIME } from './generated-backup.client.ts';

/** Looks, lists and deletes as 8.8 does; ids are given out by the cluster. */
class RdbmsBackupClient extends ZeebeBackupClient {
  override trigger(): Promise<string> {
    const message =
      'this cluster gives out the ids of its backups, so none can be asked for under an id. Leave the id out.';
    return Promise.reject(StepFailure.permanent('refused', message, { component: 'zeebe' }));
  }
}

/** 8.9 and 8.10 on a relational database: no history backup, and nothing is paused. */
export function connectRdbms(connections: Connections): CamundaClients {
  const { gateway, apps } = connections;
  const others = { ...apps };
  delete others.webapps;
  return {
    ...managementPortClients(connections, ['soft']),
    generation: 'rdbms',
    backups: {
      zeebe: new RdbmsBackupClient({
        management: gateway,
        path: RUNTIME,
        storeRemedy: STORE_OF_PRIMARY_STORAGE,
      }),
      ...webAppBackups({ apps: others }, (app, management) => new WebAppBackupClient({ app, management })),
    },
    generated: new GeneratedBackupClient(gateway),
    diagnostics: diagnosticsOf(connections, {
      zeebe: ['/actuator/cluster', '/actuator/partitions', RUNTIME, `${RUNTIME}/state`, '/actuator/info'],
      optimize: ['/actuator/backups'],
    }),
  };
}
