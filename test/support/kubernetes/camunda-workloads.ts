import type { KubeDraft } from './kube-objects.ts';

const labels = (component: string) => ({ app: 'camunda', component });

const env = [
  { name: 'K8S_NAME', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } },
  { name: 'ADVERTISED', value: '$(K8S_NAME).camunda-zeebe' },
  { name: 'ZEEBE_RESTORE', value: 'false' },
  { name: 'SECRET', valueFrom: { secretKeyRef: { name: 'store', key: 'password' } } },
];

/** The broker's container as a chart writes it, with everything that a restore has to treat in its own way. */
const brokerContainer = {
  name: 'zeebe',
  image: 'broker',
  command: ['bash', '/usr/local/bin/startup.sh'],
  env,
  envFrom: [{ secretRef: { name: 'store' } }],
  ports: [{ containerPort: 26501, name: 'command' }],
  readinessProbe: { httpGet: { path: '/ready', port: 9600 } },
  livenessProbe: { httpGet: { path: '/live', port: 9600 } },
  startupProbe: { httpGet: { path: '/startup', port: 9600 } },
  lifecycle: { preStop: { exec: { command: ['sleep', '5'] } } },
  resources: { requests: { memory: '1200Mi' } },
  volumeMounts: [
    { name: 'config', mountPath: '/usr/local/zeebe/config' },
    { name: 'data', mountPath: '/usr/local/zeebe/data' },
  ],
};

export const brokerPodSpec = {
  serviceAccountName: 'zeebe',
  securityContext: { fsGroup: 1001 },
  affinity: { nodeAffinity: {}, podAntiAffinity: {} },
  initContainers: [{ name: 'prepare', image: 'busybox', env: [env[0]] }],
  containers: [brokerContainer],
  volumes: [{ name: 'config', configMap: { name: 'zeebe' } }],
};

export const brokerSet = (name: string, replicas: number): KubeDraft => ({
  apiVersion: 'apps/v1',
  kind: 'StatefulSet',
  metadata: { name },
  spec: {
    replicas,
    serviceName: name,
    podManagementPolicy: 'Parallel',
    selector: { matchLabels: labels('zeebe') },
    template: { metadata: { labels: labels('zeebe') }, spec: brokerPodSpec },
    volumeClaimTemplates: [
      {
        metadata: { name: 'data' },
        spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '32Gi' } } },
      },
    ],
  },
});

export const deployment = (name: string, replicas: number): KubeDraft => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name },
  spec: {
    replicas,
    selector: {
      matchLabels: labels(name),
      matchExpressions: [{ key: 'app', operator: 'In', values: ['camunda'] }],
    },
    template: {
      metadata: { labels: labels(name) },
      spec: { containers: [{ name: 'app', image: name }] },
    },
  },
});

/** Two brokers and four more workloads. */
export const CAMUNDA_WORKLOADS: readonly KubeDraft[] = [
  brokerSet('camunda-zeebe', 2),
  deployment('camunda-zeebe-gateway', 2),
  deployment('camunda-operate', 1),
  // No test uses it at the moment.
  deployment('camunda-tasklist', 0),
  deployment('camunda-optimize', 1),
];

/** `restore.kubernetes` for them. */
export const CAMUNDA_CONFIG = {
  namespace: 'camunda',
  brokers: { statefulSet: 'camunda-zeebe', container: 'zeebe' },
  workloads: [
    { kind: 'Deployment' as const, name: 'camunda-zeebe-gateway' },
    { kind: 'Deployment' as const, name: 'camunda-operate' },
    { kind: 'Deployment' as const, name: 'camunda-tasklist' },
    { kind: 'Deployment' as const, name: 'camunda-optimize' },
  ],
  components: { optimize: [{ kind: 'Deployment' as const, name: 'camunda-optimize' }] },
};
