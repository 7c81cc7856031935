import { WEB_APPS, type Component, type WebApp } from '#domain';
import { ManagementClient } from './http/management-client.ts';
import { WebAppBackupClient } from './web-apps/web-app-backup.client.ts';
import { ExportingClient } from './zeebe/exporting.client.ts';
import { PartitionsClient } from './zeebe/partitions.client.ts';
import { ZeebeBackupClient } from './zeebe/zeebe-backup.client.ts';

/** Addresses of one cluster's management ports. A web application that is not deployed is left out. */
export interface CamundaEndpoints {
  /** `management`: gateway, or a broker with an embedded one. `brokers`: all of them; without it the gateway is the only one. */
  zeebe: { management: string; brokers?: readonly string[] };
  operate?: { management: string };
  tasklist?: { management: string };
  optimize?: { management: string };
}

export interface CamundaClientOptions {
  /** For each whole call (ms). */
  timeoutMs?: number;
  headers?: Record<string, string>;
}

export interface CamundaClients {
  exporting: ExportingClient;
  partitions: PartitionsClient;
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
  const connect = (component: Component, baseUrl: string) =>
    new ManagementClient({ component, baseUrl, ...options });
  const gateway = connect('zeebe', endpoints.zeebe.management);
  const brokers = (endpoints.zeebe.brokers ?? []).map((baseUrl) => connect('zeebe', baseUrl));
  const clients: CamundaClients = {
    exporting: new ExportingClient(gateway),
    partitions: new PartitionsClient(brokers.length > 0 ? brokers : [gateway], gateway),
    zeebe: new ZeebeBackupClient({ management: gateway }),
    webApps: {},
    management: { zeebe: gateway },
    brokers: brokers.length > 0 ? brokers : [gateway],
  };
  for (const app of WEB_APPS) {
    const endpoint = endpoints[app];
    if (endpoint === undefined) continue;
    const management = connect(app, endpoint.management);
    clients.management[app] = management;
    clients.webApps[app] = new WebAppBackupClient({ app, management });
  }
  return clients;
}
