import type {
  V1DeploymentSpec,
  V1JobSpec,
  V1PodSpec,
  V1PodTemplateSpec,
  V1StatefulSetSpec,
} from '@kubernetes/client-node';

export interface OwnerReference {
  kind: string;
  name: string;
  uid: string;
  controller?: boolean;
}

export interface Metadata {
  name: string;
  namespace?: string;
  uid: string;
  resourceVersion: string;
  generation: number;
  creationTimestamp: string;
  deletionTimestamp?: string;
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
  finalizers?: string[];
  ownerReferences?: OwnerReference[];
}

/** An object as it is stored and sent. */
export interface KubeObject {
  apiVersion: string;
  kind: string;
  metadata: Metadata;
  spec?: Record<string, unknown>;
  status?: Record<string, unknown>;
  data?: Record<string, string>;
}

/** What one asks to be made; the server adds the rest of the metadata. */
export type KubeDraft = Omit<KubeObject, 'metadata'> & { metadata: Partial<Metadata> & { name: string } };

/** The official models, which are classes, as the plain objects that travel. */
export type Plain<T> = T extends Date ? string : T extends object ? { [K in keyof T]: Plain<T[K]> } : T;

export type PodTemplate = Plain<V1PodTemplateSpec>;

interface Shapes {
  StatefulSet: Plain<V1StatefulSetSpec>;
  Deployment: Plain<V1DeploymentSpec>;
  Job: Plain<V1JobSpec>;
  Pod: Plain<V1PodSpec>;
}

export const specOf = <K extends keyof Shapes>(object: KubeObject, kind: K): Shapes[K] => {
  if (object.kind !== kind) throw new Error(`A ${kind} was expected, not a ${object.kind}.`);
  return object.spec as unknown as Shapes[K];
};

interface Resource {
  kind: string;
  name: string;
  namespaced: boolean;
}

/** What the server knows, by group and version. */
export const RESOURCES: Record<string, Resource[]> = {
  v1: [
    { kind: 'Pod', name: 'pods', namespaced: true },
    { kind: 'ConfigMap', name: 'configmaps', namespaced: true },
    { kind: 'Service', name: 'services', namespaced: true },
    { kind: 'PersistentVolumeClaim', name: 'persistentvolumeclaims', namespaced: true },
  ],
  'apps/v1': [
    { kind: 'Deployment', name: 'deployments', namespaced: true },
    { kind: 'StatefulSet', name: 'statefulsets', namespaced: true },
  ],
  'batch/v1': [{ kind: 'Job', name: 'jobs', namespaced: true }],
  'authorization.k8s.io/v1': [
    { kind: 'SelfSubjectAccessReview', name: 'selfsubjectaccessreviews', namespaced: false },
  ],
};

/** An answer that is not success, as the server words it. */
export class KubeError extends Error {
  constructor(
    readonly code: number,
    readonly reason: string,
    message: string,
  ) {
    super(message);
  }

  get status(): Record<string, unknown> {
    const { code, reason, message } = this;
    return { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Failure', message, reason, code };
  }
}
