import { StepFailure, WEB_APPS, type WebApp } from '#domain';
import { KubeApi } from './kube-api.ts';
import type { KubeTypes, StatefulSet } from './kube-types.ts';

type Service = KubeTypes['Service'];

/** Where the components of a cluster are inside Kubernetes, as the objects of its namespace say. */
export interface KubernetesAddresses {
  /** The Helm release. */
  release: string;
  /** Of the gateway, or from 8.8 on of the application. */
  management: string;
  brokers: string[];
  /** The REST API of the gateway, whether the version has backups there or not. */
  rest: string | undefined;
  apps: Partial<Record<WebApp, string>>;
  /** Elasticsearch of the chart, or of ECK, where there is exactly one. */
  search: string | undefined;
}

export interface FindOptions {
  namespace: string;
  /** Left out, that of the pod. */
  kubeconfig?: string | undefined;
  /** Needed where the namespace has several releases. */
  release?: string | undefined;
  /** For one whole request (ms). */
  timeoutMs?: number;
}

const COMPONENT = 'app.kubernetes.io/component';
const INSTANCE = 'app.kubernetes.io/instance';
const OF_ECK = 'common.k8s.elastic.co/type=elasticsearch';
const [MANAGEMENT, OF_OPTIMIZE, OF_SEARCH, REST] = [9600, 8092, 9200, 8080];

/**
 * Finds the addresses of a cluster that Camunda's Helm charts installed (8.1 to 8.10), by the labels of its services and the
 * StatefulSet of its brokers. Changes nothing; needs the right to list services and statefulsets.
 * @throws StepFailure refused (permanent): there is no such cluster, or several and none is named; and as KubeApi does
 */
export async function findAddresses(options: FindOptions): Promise<KubernetesAddresses> {
  const kube = new KubeApi(options);
  const [services, ofEck, sets] = await Promise.all([
    kube.list('Service', COMPONENT),
    kube.list('Service', OF_ECK),
    kube.list('StatefulSet', COMPONENT),
  ]);
  const release = releaseOf(services, options);
  const own = services.filter((service) => labelOf(service, INSTANCE) === release);
  const at = (component: string, ports: readonly Wanted[]): string | undefined =>
    addressOf(
      own.find((service) => labelOf(service, COMPONENT) === component),
      ports,
      options,
    );
  // The charts call it http up to 8.7, where 8.8 calls the REST API so.
  const management = at('zeebe-gateway', [MANAGEMENT, 'server']);
  if (management === undefined)
    throw refused(
      `The gateway of release "${release}" in namespace "${options.namespace}" has no port ${MANAGEMENT}.`,
    );
  // Up to 8.5 Operate and Tasklist have their actuators at the port of their web pages.
  const apps = WEB_APPS.flatMap((app) => {
    const url = at(app, [MANAGEMENT, OF_OPTIMIZE, 'management', 'http']);
    return url === undefined ? [] : [[app, url] as const];
  });
  return {
    release,
    management,
    brokers: sets.filter((set) => isOfBrokers(set, release)).flatMap((set) => brokersOf(set, own, options)),
    rest: at('zeebe-gateway', [REST, 'rest']),
    apps: Object.fromEntries(apps),
    search: onlyOne([
      ...own.flatMap((service) =>
        isHeadless(service) ? [] : (addressOf(service, [OF_SEARCH], options) ?? []),
      ),
      ...ofEck
        .filter((service) => !isHeadless(service) && (service.metadata?.name ?? '').endsWith('-es-http'))
        .flatMap((service) => addressOf(service, [OF_SEARCH], options, 'https') ?? []),
    ]),
  };
}

/** The number of a port, or its name. */
type Wanted = number | string;

function releaseOf(services: readonly Service[], { namespace, release }: FindOptions): string {
  const gateways = services.filter((service) => labelOf(service, COMPONENT) === 'zeebe-gateway');
  const releases = [...new Set(gateways.map((service) => labelOf(service, INSTANCE)))].sort();
  if (releases.length === 0)
    throw refused(
      `Namespace "${namespace}" has no service with the label ${COMPONENT}=zeebe-gateway, as Camunda's Helm charts make it. Give the addresses by hand.`,
    );
  const [only = ''] = releases;
  if (release === undefined && releases.length === 1) return only;
  if (release !== undefined && releases.includes(release)) return release;
  const found = `Namespace "${namespace}" has the releases ${releases.join(', ')}`;
  throw refused(
    release === undefined ? `${found}. Name one with --release.` : `${found}, and none is "${release}".`,
  );
}

function brokersOf(set: StatefulSet, services: readonly Service[], options: FindOptions): string[] {
  const { serviceName, replicas = 1 } = set.spec ?? {};
  const service = services.find(({ metadata }) => metadata?.name === serviceName);
  const port = portOf(service, [MANAGEMENT, 'server', 'http']) ?? MANAGEMENT;
  return Array.from(
    { length: replicas },
    (_, ordinal) =>
      `http://${set.metadata?.name}-${ordinal}.${serviceName ?? ''}.${options.namespace}.svc:${port}`,
  );
}

function isOfBrokers(set: StatefulSet, release: string): boolean {
  return labelOf(set, COMPONENT) === 'zeebe-broker' && labelOf(set, INSTANCE) === release;
}

function addressOf(
  service: Service | undefined,
  wanted: readonly Wanted[],
  { namespace }: FindOptions,
  scheme = 'http',
): string | undefined {
  const port = portOf(service, wanted);
  return port === undefined ? undefined : `${scheme}://${service?.metadata?.name}.${namespace}.svc:${port}`;
}

/** The first of the ports that it has. */
function portOf(service: Service | undefined, wanted: readonly Wanted[]): number | undefined {
  const ports = service?.spec?.ports ?? [];
  const found = wanted.map((each) => ports.find(({ name, port }) => name === each || port === each));
  return found.find((port) => port !== undefined)?.port;
}

function isHeadless({ spec }: Service): boolean {
  return spec?.clusterIP === 'None';
}

function labelOf({ metadata }: Service | StatefulSet, name: string): string {
  return metadata?.labels?.[name] ?? '';
}

function onlyOne(addresses: readonly string[]): string | undefined {
  return addresses.length === 1 ? addresses[0] : undefined;
}

function refused(message: string): StepFailure {
  return StepFailure.permanent('refused', message, { component: 'zeebe' });
}
