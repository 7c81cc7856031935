import type { KubeDraft } from './kube-objects.ts';

interface Port {
  name: string;
  port: number;
}

interface ServiceOptions {
  name: string;
  labels?: Record<string, string>;
  ports: readonly Port[];
  headless?: boolean;
}

/** The labels that Camunda's charts put on what belongs to a component of a release. */
const labelsOf = (release: string, component: string): Record<string, string> => ({
  app: 'camunda-platform',
  'app.kubernetes.io/instance': release,
  'app.kubernetes.io/component': component,
});

export function service({ name, labels = {}, ports, headless = false }: ServiceOptions): KubeDraft {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, labels },
    spec: {
      clusterIP: headless ? 'None' : '10.96.0.10',
      ports: ports.map((port) => ({ ...port, protocol: 'TCP' })),
    },
  };
}

const port = (name: string, number: number): Port => ({ name, port: number });

/** A service of a chart: its name is that of its release and of what it is. */
function ofChart(release: string, component: string, ports: readonly Port[], name = component): KubeDraft {
  const headless = component === 'zeebe-broker';
  return service({ name: `${release}-${name}`, labels: labelsOf(release, component), ports, headless });
}

const brokers = (release: string, name: string): KubeDraft =>
  ofChart(
    release,
    'zeebe-broker',
    [port(name, 9600), port('internal', 26502), port('command', 26501)],
    'zeebe',
  );
const optimize = (release: string): KubeDraft =>
  ofChart(release, 'optimize', [port('http', 80), port('management', 8092)]);
const elasticsearch = (release: string): KubeDraft[] => [
  ofChart(release, 'master', [port('tcp-rest-api', 9200), port('tcp-transport', 9300)], 'elasticsearch'),
  service({
    ...{ name: `${release}-elasticsearch-master-hl`, labels: labelsOf(release, 'master'), headless: true },
    ports: [port('tcp-rest-api', 9200), port('tcp-transport', 9300)],
  }),
];

/** The services of a release, as the published charts of a version make them. */
export const SERVICES = {
  /** Operate and Tasklist have their actuators at the port of their web pages. */
  '8.5': (release: string): KubeDraft[] => [
    brokers(release, 'http'),
    ofChart(release, 'zeebe-gateway', [port('http', 9600), port('gateway', 26500), port('rest', 8080)]),
    ofChart(release, 'operate', [port('http', 80)]),
    ofChart(release, 'tasklist', [port('http', 80)]),
    optimize(release),
    ...elasticsearch(release),
  ],
  '8.7': (release: string): KubeDraft[] => [
    brokers(release, 'http'),
    ofChart(release, 'zeebe-gateway', [port('http', 9600), port('gateway', 26500), port('rest', 8080)]),
    ofChart(release, 'operate', [port('http', 80), port('management', 9600)]),
    ofChart(release, 'tasklist', [port('http', 80), port('management', 9600)]),
    optimize(release),
    ...elasticsearch(release),
  ],
  '8.8': (release: string): KubeDraft[] => [
    brokers(release, 'server'),
    ofChart(release, 'zeebe-gateway', [port('server', 9600), port('http', 8080), port('grpc', 26500)]),
  ],
} as const;

/** The StatefulSet that runs the brokers of a release. */
export function brokerSet(release: string, replicas: number): KubeDraft {
  const labels = labelsOf(release, 'zeebe-broker');
  const name = `${release}-zeebe`;
  return {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { name, labels },
    spec: {
      ...{ replicas, serviceName: name, selector: { matchLabels: labels } },
      template: { metadata: { labels }, spec: { containers: [{ name: 'zeebe', image: 'camunda/zeebe' }] } },
    },
  };
}
