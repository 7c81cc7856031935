import { Authorization, type Connection } from '#http';
import { WEB_APPS, type Component, type WebApp } from '#domain';
import { ManagementClient } from './http/management-client.ts';
import { WebAppBackupClient } from './web-apps/web-app-backup.client.ts';
import { BrokerFiguresClient } from './zeebe/broker-figures.client.ts';
import { ExportingClient } from './zeebe/exporting.client.ts';
import { PartitionsClient } from './zeebe/partitions.client.ts';
import { ZeebeBackupClient } from './zeebe/zeebe-backup.client.ts';

/** Addresses of one cluster's management ports. A web application that is not deployed is left out. */
export interface CamundaEndpoints {
  /** `management`: gateway, or a broker with an embedded one. `brokers`: all of them; without it the gateway is the only one. */
  zeebe: Connection & { management: string; brokers?: readonly string[] };
  operate?: (Connection & { management: string }) | undefined;
  tasklist?: (Connection & { management: string }) | undefined;
  webapps?: (Connection & { management: string }) | undefined;
  optimize?: (Connection & { management: string }) | undefined;
}

export interface CamundaClientOptions {
  /** For each whole call (ms). */
  timeoutMs?: number;
}

export interface CamundaClients {
  exporting: ExportingClient;
  partitions: PartitionsClient;
  figures: BrokerFiguresClient;
  zeebe: ZeebeBackupClient;
  webApps: Partial<Record<WebApp, WebAppBackupClient>>;
  /** The plain client of each deployed component's management port, for readInfo. */
  management: Partial<Record<Exclude<Component, 'records'>, ManagementClient>> & { zeebe: ManagementClient };
  brokers: readonly ManagementClient[];
}

/**
 * All clients of one cluster. Opens no connection.
 * @throws TypeError when an address is not an http(s) URL
 */
export function createCamundaClients(
  endpoints: CamundaEndpoints,
  options: CamundaClientOptions = {},
): CamundaClients {
  /** Makes the clients of one component, which share a token. */
  const connector = (component: Component, { auth, tls }: Connection) => {
    // Without `auth`, each address may contain credentials.
    const authorization = auth && new Authorization({ auth, tls }, options.timeoutMs);
    return (baseUrl: string) =>
      new ManagementClient({ component, baseUrl, tls, ...(authorization && { authorization }), ...options });
  };
  const connectZeebe = connector('zeebe', endpoints.zeebe);
  const gateway = connectZeebe(endpoints.zeebe.management);
  const brokers = (endpoints.zeebe.brokers ?? []).map(connectZeebe);
  const clients: CamundaClients = {
    exporting: new ExportingClient(gateway, brokers.length > 0 ? brokers : [gateway]),
    partitions: new PartitionsClient(brokers.length > 0 ? brokers : [gateway], gateway),
    figures: new BrokerFiguresClient(brokers.length > 0 ? brokers : [gateway]),
    zeebe: new ZeebeBackupClient({ management: gateway }),
    webApps: {},
    management: { zeebe: gateway },
    brokers: brokers.length > 0 ? brokers : [gateway],
  };
  for (const app of WEB_APPS) {
    const endpoint = endpoints[app];
    if (endpoint === undefined) continue;
    const management = connector(app, endpoint)(endpoint.management);
    clients.management[app] = management;
    clients.webApps[app] = new WebAppBackupClient({ app, management });
  }
  return clients;
}
