import type {
  V1ConfigMap,
  V1Container,
  V1Deployment,
  V1EnvVar,
  V1Job,
  V1PersistentVolumeClaim,
  V1Pod,
  V1PodTemplateSpec,
  V1Service,
  V1StatefulSet,
} from '@kubernetes/client-node';

/** The client's models are classes; these are the same as plain objects, which is what it takes and gives. */
export type Plain<T> = T extends Date ? Date : T extends object ? { [K in keyof T]: Plain<T[K]> } : T;

export interface KubeTypes {
  ConfigMap: Plain<V1ConfigMap>;
  Deployment: Plain<V1Deployment>;
  Job: Plain<V1Job>;
  PersistentVolumeClaim: Plain<V1PersistentVolumeClaim>;
  Pod: Plain<V1Pod>;
  Service: Plain<V1Service>;
  StatefulSet: Plain<V1StatefulSet>;
}

export type KubeKind = keyof KubeTypes;
export type Container = Plain<V1Container>;
export type EnvVar = Plain<V1EnvVar>;
export type PodTemplate = Plain<V1PodTemplateSpec>;
export type StatefulSet = KubeTypes['StatefulSet'];
export type Workload = StatefulSet | KubeTypes['Deployment'];
export type Pod = KubeTypes['Pod'];
export type Job = KubeTypes['Job'];
export type Claim = KubeTypes['PersistentVolumeClaim'];

export const API_VERSIONS: Record<KubeKind, string> = {
  ConfigMap: 'v1',
  Deployment: 'apps/v1',
  Job: 'batch/v1',
  PersistentVolumeClaim: 'v1',
  Pod: 'v1',
  Service: 'v1',
  StatefulSet: 'apps/v1',
};

/** On everything that Holdfast makes. */
export const MANAGED_BY = { 'app.kubernetes.io/managed-by': 'holdfast' } as const;

/** On a workload that was stopped: how many replicas it had. */
export const REPLICAS_ANNOTATION = 'holdfast/replicas';
