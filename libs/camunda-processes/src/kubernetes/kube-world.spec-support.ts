import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { KubeApiServer } from '../../../../test/support/kubernetes/kube-api-server.ts';
import type { KubeObject } from '../../../../test/support/kubernetes/kube-objects.ts';
import { StepFailure, type FailureDetail } from '#domain';
import type { ControlAction } from '../camunda-control.port.ts';
import type { KubernetesConfig } from '../control-config.ts';
import { KubernetesControl, type KubernetesControlOptions } from './kubernetes-control.ts';

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
  image: 'camunda/zeebe:8.6.0',
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

/** A namespace with two brokers and four more workloads, all running. */
export class KubeWorld {
  readonly directory = mkdtempSync(join(tmpdir(), 'holdfast-kube-'));

  private constructor(readonly kube: KubeApiServer) {
    this.writeKubeconfig(kube.kubeconfig());
    this.statefulSet('camunda-zeebe', 2);
    this.deployment('camunda-zeebe-gateway', 2);
    this.deployment('camunda-operate', 1);
    // No test uses it at the moment.
    this.deployment('camunda-tasklist', 0);
    this.deployment('camunda-optimize', 1);
    kube.controllers.settle();
  }

  static async start(): Promise<KubeWorld> {
    return new KubeWorld(await KubeApiServer.start());
  }

  get config(): KubernetesConfig {
    return {
      namespace: 'camunda',
      kubeconfig: join(this.directory, 'kubeconfig'),
      brokers: { statefulSet: 'camunda-zeebe', container: 'zeebe' },
      workloads: [
        { kind: 'Deployment', name: 'camunda-zeebe-gateway' },
        { kind: 'Deployment', name: 'camunda-operate' },
        { kind: 'Deployment', name: 'camunda-tasklist' },
        { kind: 'Deployment', name: 'camunda-optimize' },
      ],
      components: { optimize: [{ kind: 'Deployment', name: 'camunda-optimize' }] },
    };
  }

  open(
    config: Partial<KubernetesConfig> = {},
    options: Partial<KubernetesControlOptions> = {},
  ): KubernetesControl {
    const kubernetes = { ...this.config, ...config };
    return new KubernetesControl({ cluster: 'prod', kubernetes, timeoutMs: 600_000, ...options });
  }

  /** Scales everything down, as an earlier step of the restore does. */
  async stop(action: ControlAction = { kind: 'stop', brokers: 2 }): Promise<void> {
    await this.open().begin(action, 'restore-1764000000-prepare');
    this.kube.controllers.settle();
    this.kube.effects.length = 0;
  }

  writeKubeconfig(text: string): void {
    writeFileSync(join(this.directory, 'kubeconfig'), text);
  }

  get(kind: string, name: string): KubeObject {
    return this.kube.store.get(kind, name);
  }

  /** Names of all objects of a kind. */
  names(kind: string): string[] {
    return this.kube.store.list(kind).map(({ metadata }) => metadata.name);
  }

  /** Effects that begin so. */
  effects(beginning: string): string[] {
    return this.kube.effects.filter((each) => each.startsWith(beginning));
  }

  async close(): Promise<void> {
    await this.kube.close();
    rmSync(this.directory, { recursive: true });
  }

  private statefulSet(name: string, replicas: number): void {
    this.kube.store.create({
      apiVersion: 'apps/v1',
      kind: 'StatefulSet',
      metadata: { name },
      spec: {
        replicas,
        serviceName: name,
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
  }

  private deployment(name: string, replicas: number): void {
    this.kube.store.create({
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
  }
}

/** The detail of the StepFailure that a promise is rejected with. */
export async function failureOf(promise: Promise<unknown>): Promise<FailureDetail> {
  const error: unknown = await promise.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (error instanceof StepFailure) return error.detail;
  throw new Error(`A StepFailure was expected, not ${String(error)}`);
}
