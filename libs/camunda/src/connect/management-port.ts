import type { BackedUp, PauseKind, WebApp } from '#domain';
import type { CamundaClients } from '../camunda-clients.ts';
import { InfoClient } from '../info.client.ts';
import type { ManagementClient } from '../http/management-client.ts';
import type { BackupApi } from '../ports/backup.api.ts';
import type { Diagnostic } from '../ports/diagnostic.ts';
import { BrokerFiguresClient } from '../zeebe/broker-figures.client.ts';
import { ExportingClient } from '../zeebe/exporting.client.ts';
import { GatewayTopology } from '../zeebe/gateway-topology.ts';
import { PartitionsClient } from '../zeebe/partitions.client.ts';
import type { Connections } from './connections.ts';

/**
 * What every generation has in common: all but backups.
 * @param pauses the kinds that its versions may be asked for
 */
export function managementPortClients(
  { gateway, brokers, apps, tenant }: Connections,
  pauses: readonly PauseKind[],
): Omit<CamundaClients, 'generation' | 'backups' | 'diagnostics'> {
  const info: CamundaClients['info'] = { zeebe: new InfoClient(gateway) };
  for (const [app, management] of entriesOf(apps)) info[app] = new InfoClient(management);
  return {
    exporting: new ExportingClient(gateway, brokers, pauses, tenant),
    topology: new PartitionsClient(brokers, new GatewayTopology(gateway, tenant), tenant),
    figures: new BrokerFiguresClient(brokers),
    info,
    restore: null,
    generated: null,
    brokers: async (call) => (await brokers.all(call)).map((broker) => new InfoClient(broker)),
  };
}

/** The backup clients of the deployed web applications. */
export function webAppBackups(
  { apps }: Pick<Connections, 'apps'>,
  clientOf: (app: WebApp, management: ManagementClient) => BackupApi,
): Partial<Record<WebApp, BackupApi>> {
  return Object.fromEntries(entriesOf(apps).map(([app, management]) => [app, clientOf(app, management)]));
}

/** Answers of the components that are deployed, by their paths. */
export function diagnosticsOf(
  { gateway, apps }: Pick<Connections, 'gateway' | 'apps'>,
  paths: Partial<Record<BackedUp, readonly string[]>>,
): Diagnostic[] {
  const clients: [BackedUp, ManagementClient][] = [['zeebe', gateway], ...entriesOf(apps)];
  return clients.flatMap(([component, client]) =>
    (paths[component] ?? []).map((path) => ({
      name: `${component}-${path.replace(/^\/(actuator|v2)\//, '').replaceAll('/', '-')}`,
      path,
      read: async (call) => {
        const { status, body } = await client.get(path, call);
        return { status, body };
      },
    })),
  );
}

function entriesOf(apps: Connections['apps']): [WebApp, ManagementClient][] {
  return Object.entries(apps) as [WebApp, ManagementClient][];
}
