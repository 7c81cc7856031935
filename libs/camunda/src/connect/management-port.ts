import type { BackedUp, WebApp } from '#domain';
import type { CamundaClients } from '../camunda-clients.ts';
import { InfoClient } from '../info.client.ts';
import type { ManagementClient } from '../http/management-client.ts';
import type { BackupApi } from '../ports/backup.api.ts';
import type { Diagnostic } from '../ports/diagnostic.ts';
import { BrokerFiguresClient } from '../zeebe/broker-figures.client.ts';
import { ExportingClient } from '../zeebe/exporting.client.ts';
import { PartitionsClient } from '../zeebe/partitions.client.ts';
import type { Connections } from './connections.ts';

/** What every generation has in common: all but backups. */
export function managementPortClients({
  gateway,
  brokers,
  apps,
}: Connections): Omit<CamundaClients, 'generation' | 'backups' | 'diagnostics'> {
  const info: CamundaClients['info'] = { zeebe: new InfoClient(gateway) };
  for (const [app, management] of entriesOf(apps)) info[app] = new InfoClient(management);
  return {
    exporting: new ExportingClient(gateway, brokers),
    topology: new PartitionsClient(brokers, gateway),
    figures: new BrokerFiguresClient(brokers),
    info,
    restore: null,
    brokers: brokers.map((broker) => new InfoClient(broker)),
  };
}

/** The backup clients of the deployed web applications. */
export function webAppBackups(
  { apps }: Connections,
  clientOf: (app: WebApp, management: ManagementClient) => BackupApi,
): Partial<Record<WebApp, BackupApi>> {
  return Object.fromEntries(entriesOf(apps).map(([app, management]) => [app, clientOf(app, management)]));
}

/** Answers of the components that are deployed, by their paths. */
export function diagnosticsOf(
  { gateway, apps }: Connections,
  paths: Partial<Record<BackedUp, readonly string[]>>,
): Diagnostic[] {
  const clients: [BackedUp, ManagementClient][] = [['zeebe', gateway], ...entriesOf(apps)];
  return clients.flatMap(([component, client]) =>
    (paths[component] ?? []).map((path) => ({
      name: `${component}${path.replace(/^\/actuator\//, '-')}`,
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
