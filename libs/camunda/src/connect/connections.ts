import { Authorization, type Connection } from '#http';
import { DEFAULT_TENANT, WEB_APPS, type Component, type GenerationName, type WebApp } from '#domain';
import { ManagementClient } from '../http/management-client.ts';

type Endpoint = Connection & { management: string };

/** Addresses of one cluster's management ports, as configured. A component that is not deployed is left out. */
export interface CamundaEndpoints extends Partial<Record<WebApp, Endpoint | undefined>> {
  generation: GenerationName;
  /** `management`: gateway, or a broker with an embedded one. `brokers`: all of them; without it the gateway is the only one. */
  zeebe: Endpoint & { brokers?: readonly string[] };
  /** The Orchestration Cluster REST API (8.10). */
  rest?: (Connection & { url: string }) | undefined;
  /** With `rest`: the physical tenant that is meant; left out, the default one. */
  tenant?: string | undefined;
}

export interface CamundaClientOptions {
  /** For each whole call (ms). */
  timeoutMs?: number;
}

/** One HTTP client per address. */
export interface Connections {
  gateway: ManagementClient;
  /** The gateway alone where it is a broker itself. */
  brokers: readonly ManagementClient[];
  apps: Partial<Record<WebApp, ManagementClient>>;
  /** One address, by whom it is asked about. */
  rest: Record<'zeebe' | 'webapps', ManagementClient> | null;
  /** The physical tenant that every call is about (8.10); null: the whole cluster, as the management port has it. */
  tenant: string | null;
}

/**
 * Opens no connection.
 * @throws TypeError when an address is not an http(s) URL
 */
export function connectionsOf(endpoints: CamundaEndpoints, options: CamundaClientOptions): Connections {
  /** Makes the clients of one section of the configuration, which share a token. */
  const connector = (section: string, { auth, tls }: Connection) => {
    // Without `auth`, each address may contain credentials.
    const authorization = auth && new Authorization({ auth, tls }, options.timeoutMs);
    const shared = { section, tls, ...(authorization && { authorization }), ...options };
    return (component: Component, baseUrl: string) => new ManagementClient({ component, baseUrl, ...shared });
  };
  const connectZeebe = connector(sectionOf('zeebe', endpoints), endpoints.zeebe);
  const gateway = connectZeebe('zeebe', endpoints.zeebe.management);
  const brokers = (endpoints.zeebe.brokers ?? []).map((broker) => connectZeebe('zeebe', broker));
  const apps: Connections['apps'] = {};
  for (const app of WEB_APPS) {
    const endpoint = endpoints[app];
    if (endpoint !== undefined)
      apps[app] = connector(sectionOf(app, endpoints), endpoint)(app, endpoint.management);
  }
  const connectRest = endpoints.rest && connector('orchestration.rest', endpoints.rest);
  const tenant = endpoints.rest ? (endpoints.tenant ?? DEFAULT_TENANT) : null;
  const url = restUrl(endpoints.rest?.url ?? '', tenant);
  const rest = connectRest
    ? { zeebe: connectRest('zeebe', url), webapps: connectRest('webapps', url) }
    : null;
  return { gateway, brokers: brokers.length > 0 ? brokers : [gateway], apps, rest, tenant };
}

/** The API of every tenant but the default one is behind a path of its own, with the same paths below it. */
function restUrl(url: string, tenant: string | null): string {
  if (tenant === null || tenant === DEFAULT_TENANT || !URL.canParse(url)) return url;
  const address = new URL(url);
  address.pathname = `${address.pathname.replace(/\/+$/, '')}/physical-tenants/${encodeURIComponent(tenant)}`;
  return address.toString();
}

/** The section of the configuration that has the address of a component: from 8.8 on, one serves several. */
function sectionOf(component: Component, { webapps }: CamundaEndpoints): string {
  const unified = webapps !== undefined && (component === 'zeebe' || component === 'webapps');
  return unified ? 'orchestration' : component;
}
