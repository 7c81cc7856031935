import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import {
  KubernetesControl,
  type ControlAction,
  type KubernetesConfig,
  type KubernetesControlOptions,
} from '#camunda-processes';
import { CAMUNDA_CONFIG, CAMUNDA_WORKLOADS } from '../kubernetes/camunda-workloads.ts';
import type { KubeDraft } from '../kubernetes/kube-objects.ts';
import { until } from '../until.ts';
import type { ControlPlane } from './control-plane.ts';
import { HandKubelet, type Pod } from './hand-kubelet.ts';
import type { KubeAnswer } from './kube-client.ts';

const ROLES = join(import.meta.dirname, '..', '..', '..', 'deploy', 'roles', 'kubernetes-restore.yaml');
const COLLECTIONS: Readonly<Record<string, string>> = {
  ConfigMap: 'api/v1|configmaps',
  Deployment: 'apis/apps/v1|deployments',
  Job: 'apis/batch/v1|jobs',
  PersistentVolumeClaim: 'api/v1|persistentvolumeclaims',
  Pod: 'api/v1|pods',
  Role: 'apis/rbac.authorization.k8s.io/v1|roles',
  RoleBinding: 'apis/rbac.authorization.k8s.io/v1|rolebindings',
  Secret: 'api/v1|secrets',
  ServiceAccount: 'api/v1|serviceaccounts',
  StatefulSet: 'apis/apps/v1|statefulsets',
};

interface Workload {
  kind: string;
  metadata: { name: string; generation: number };
  spec: { replicas: number };
  status: { observedGeneration?: number; replicas?: number; readyReplicas?: number };
}

/**
 * Camunda's workloads in a namespace of its own on a real API server, and Holdfast's service account in it with exactly the
 * documented Role, read from the file that users apply.
 */
export class CamundaNamespace {
  readonly kubelet: HandKubelet;

  private constructor(
    private readonly plane: ControlPlane,
    readonly name: string,
    readonly token: string,
  ) {
    this.kubelet = new HandKubelet(plane.admin, name);
  }

  /** @param workloads left out: two brokers, a gateway, Operate, Tasklist, Optimize, all of which run */
  static async create(
    plane: ControlPlane,
    name: string,
    workloads: readonly KubeDraft[] = CAMUNDA_WORKLOADS,
  ): Promise<CamundaNamespace> {
    const { admin } = plane;
    await admin.ask({ method: 'POST', path: '/api/v1/namespaces', body: { metadata: { name } } });
    const account = new CamundaNamespace(plane, name, '');
    for (const each of ['holdfast', 'zeebe'])
      await account.create({ apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: each } });
    for (const document of parseAllDocuments(readFileSync(ROLES, 'utf8'))) {
      const role = document.toJS() as KubeDraft & { subjects?: { namespace: string }[] };
      const subjects = role.subjects?.map((subject) => ({ ...subject, namespace: name }));
      await account.create({
        ...role,
        ...(subjects && { subjects }),
        metadata: { name: role.metadata.name },
      });
    }
    const { status } = await admin.ask<{ status: { token: string } }>({
      ...{ method: 'POST', path: `/api/v1/namespaces/${name}/serviceaccounts/holdfast/token` },
      body: { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenRequest', spec: {} },
    });
    const world = new CamundaNamespace(plane, name, status.token);
    writeFileSync(world.kubeconfig, plane.kubeconfig(status.token), { mode: 0o600 });
    for (const workload of workloads) await world.create(workload);
    if (workloads.length > 0) await world.settle();
    return world;
  }

  get kubeconfig(): string {
    return join(this.plane.directory, `${this.name}.kubeconfig`);
  }

  get config(): KubernetesConfig {
    return { ...CAMUNDA_CONFIG, namespace: this.name, kubeconfig: this.kubeconfig };
  }

  /** The adapter, as the service account with the documented rights. */
  open(
    config: Partial<KubernetesConfig> = {},
    options: Partial<KubernetesControlOptions> = {},
  ): KubernetesControl {
    const kubernetes = { ...this.config, ...config };
    return new KubernetesControl({
      ...{ cluster: 'prod', kubernetes, timeoutMs: 600_000, requestTimeoutMs: 30_000 },
      ...options,
    });
  }

  /** Everything is stopped, as an earlier step of a restore does it. */
  async stop(action: ControlAction = { kind: 'stop', brokers: 2 }): Promise<void> {
    await this.open().begin(action, 'restore-1764000000-prepare');
    await this.settle();
  }

  /** The kubelet and the controllers do what there is to do: pods start and end, and every workload shows what it has. */
  async settle(): Promise<void> {
    await until(`the workloads of ${this.name} have settled`, async () => {
      await this.kubelet.endPods();
      await this.kubelet.startPods();
      const workloads = [
        ...(await this.list<Workload>('StatefulSet')),
        ...(await this.list<Workload>('Deployment')),
      ];
      const settled = workloads.every(
        ({ metadata, spec, status }) =>
          status.observedGeneration === metadata.generation &&
          (status.replicas ?? 0) === spec.replicas &&
          (status.readyReplicas ?? 0) === spec.replicas,
      );
      return settled && (await this.kubelet.pods()).every(isAtRest);
    });
  }

  /** The pods of a Job, newest last. */
  async podsOf(job: string): Promise<Pod[]> {
    return (await this.kubelet.pods()).filter(({ metadata }) => metadata.labels?.['job-name'] === job);
  }

  /** Waits for the pod of the Job, which runs then. */
  async runJob(job: string): Promise<Pod> {
    let pod: Pod | undefined;
    await until(`the pod of ${job} has a node`, async () => {
      pod = (await this.podsOf(job)).find(({ spec }) => spec.nodeName !== undefined);
      return pod !== undefined;
    });
    await this.kubelet.run(pod!);
    return pod!;
  }

  /** The Job's program ends, and its controller has seen it. */
  async endJob(job: string, exitCode: number): Promise<void> {
    await this.kubelet.exit(await this.runJob(job), exitCode);
    await until(`${job} has ended`, async () =>
      (await this.conditions(job)).some((type) => ['Complete', 'Failed'].includes(type)),
    );
  }

  /** Types of the conditions of a Job that are true. */
  async conditions(job: string): Promise<string[]> {
    const { body } = await this.get('Job', job);
    const { conditions = [] } = (body['status'] ?? {}) as { conditions?: { type: string; status: string }[] };
    return conditions.filter(({ status }) => status === 'True').map(({ type }) => type);
  }

  create(draft: KubeDraft): Promise<unknown> {
    const body = { ...draft, metadata: { ...draft.metadata, namespace: this.name } };
    return this.plane.admin.ask({ method: 'POST', path: this.path(draft.kind), body });
  }

  get(kind: string, name: string): Promise<KubeAnswer> {
    return this.plane.admin.send({ method: 'GET', path: this.path(kind, name) });
  }

  async list<T>(kind: string): Promise<T[]> {
    const { items } = await this.plane.admin.ask<{ items: T[] }>({ method: 'GET', path: this.path(kind) });
    // A list does not repeat the kind of its items.
    return items;
  }

  /** Names of all objects of a kind. */
  async names(kind: string): Promise<string[]> {
    return (await this.list<{ metadata: { name: string } }>(kind)).map(({ metadata }) => metadata.name);
  }

  /** A merge patch by the administrator. */
  patch(kind: string, name: string, body: unknown): Promise<unknown> {
    return this.plane.admin.ask({ method: 'PATCH', path: this.path(kind, name), body });
  }

  path(kind: string, name?: string): string {
    const [group = '', resource = ''] = (COLLECTIONS[kind] ?? '').split('|');
    return `/${group}/namespaces/${this.name}/${resource}${name === undefined ? '' : `/${name}`}`;
  }
}

const isAtRest = ({ metadata, status }: Pod): boolean =>
  metadata.deletionTimestamp === undefined && status.phase !== undefined && status.phase !== 'Pending';
