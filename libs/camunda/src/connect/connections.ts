import { Authorization, type Connection } from '#http';
import {
  brokerAddress,
  DEFAULT_TENANT,
  generationNamed,
  WEB_APPS,
  zeebeSection,
  type Component,
  type GenerationName,
  type WebApp,
} from '#domain';
import { ManagementClient } from '../http/management-client.ts';
import { ListedBrokers, ReportedBrokers, type Brokers } from '../zeebe/brokers.ts';

type Endpoint = Connection & { management: string };

/** `management`: gateway, or a broker with an embedded one. */
export interface ZeebeEndpoint extends Endpoint {
  /** All of them; with neither this nor `brokerPattern`, the gateway is the only one. */
  brokers?: readonly string[];
  /** In the place of `brokers` (8.4 and later): the address of a broker, with `{id}` in the place of its node id. */
  brokerPattern?: string | undefined;
  /** With `brokerPattern`: how many brokers there are before the cluster reported any. */
  brokerCount?: number;
}

/** Addresses of one cluster's management ports, as configured. A component that is not deployed is left out. */
export interface CamundaEndpoints extends Partial<Record<WebApp, Endpoint | undefined>> {
  generation: GenerationName;
  zeebe: ZeebeEndpoint;
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
  brokers: Brokers;
  /** `host:port` of each broker that is listed. */
  brokerAddresses: readonly string[];
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
  const { brokers = [], brokerPattern, brokerCount = 1 } = endpoints.zeebe;
  const listed = brokers.map((broker) => connectZeebe('zeebe', broker));
  const list = listed.length > 0 ? listed : [gateway];
  const ofId = (id: number) => connectZeebe('zeebe', brokerAddress(brokerPattern ?? '', id));
  // A pattern that is no address shows when the clients are made.
  if (brokerPattern !== undefined) ofId(0);
  const apps: Connections['apps'] = {};
  for (const app of WEB_APPS) {
    const endpoint = endpoints[app];
    if (endpoint !== undefined)
      apps[app] = connector(sectionOf(app, endpoints), endpoint)(app, endpoint.management);
  }
  const connectRest = endpoints.rest && connector('orchestration.rest', endpoints.rest);
  const byRest = generationNamed(endpoints.generation)?.shape.rest === true;
  const tenant = byRest ? (endpoints.tenant ?? DEFAULT_TENANT) : null;
  const url = restUrl(endpoints.rest?.url ?? '', tenant);
  const rest = connectRest
    ? { zeebe: connectRest('zeebe', url), webapps: connectRest('webapps', url) }
    : null;
  return {
    gateway,
    brokers:
      brokerPattern === undefined ? new ListedBrokers(list) : new ReportedBrokers(gateway, ofId, brokerCount),
    brokerAddresses: list.map(({ address }) => address),
    ...{ apps, rest, tenant },
  };
}

/** The API of every tenant but the default one is behind a path of its own, with the same paths below it. */
function restUrl(url: string, tenant: string | null): string {
  if (tenant === null || tenant === DEFAULT_TENANT || !URL.canParse(url)) return url;
  const address = new URL(url);
  address.pathname = `${address.pathname.replace(/\/+$/, '')}/physical-tenants/${encodeURIComponent(tenant)}`;
  return address.toString();
}

/** The section of the configuration that has the address of a component: from 8.8 on, one serves several. */
function sectionOf(component: Component, { generation }: CamundaEndpoints): string {
  return component === 'zeebe' || component === 'webapps' ? zeebeSection(generation) : component;
}
