import { StepFailure, type RestoreProgram } from '#domain';
import type { BrokersConfig } from '../control-config.ts';
import { claimName } from './broker-claims.ts';
import type { Container, EnvVar, Job, PodTemplate, StatefulSet } from './kube-types.ts';

export interface RestoreJobRequest {
  set: StatefulSet;
  brokers: BrokersConfig;
  /** Ordinal of its pod. */
  broker: number;
  /** Null: the restore program finds the backups that fit the relational database (8.9 and later). */
  backupId: number | null;
  program: RestoreProgram;
  /** At most 63 characters. */
  name: string;
  labels: Record<string, string>;
  /** Longest time that the restore may run (ms). */
  timeoutMs: number;
}

type PodSpec = NonNullable<PodTemplate['spec']>;

/** For the proxies of service meshes, which would keep the pod of a Job from ending. */
const NO_SIDECAR = { 'sidecar.istio.io/inject': 'false' } as const;
const NO_SIDECAR_ANNOTATIONS = { ...NO_SIDECAR, 'linkerd.io/inject': 'disabled' } as const;

const BACKUP_ID = 'ZEEBE_RESTORE_FROM_BACKUP_ID';

/** On the pod of a restore: the name of its job. */
export const JOB_LABEL = 'holdfast/job';

/**
 * A job that runs the restore app once, in a pod like that of the broker: same image, configuration, account, labels (for
 * rules of network and placement) and volumes, and what calls itself by the same name. It is made suspended.
 *
 * Left out are containers next to the broker and the proxies of service meshes, which would keep the job from ending, and probes and hooks that would end or
 * disturb a broker that does not serve. The readiness probe stays: it fails, so that no service sends anything here.
 */
export function buildRestoreJob(request: RestoreJobRequest): Job {
  const { set, broker, name, labels } = request;
  const template = set.spec?.template;
  const spec = template?.spec;
  if (!spec)
    throw StepFailure.permanent('refused', `StatefulSet "${set.metadata?.name ?? ''}" has no pod template.`);
  const podName = `${set.metadata?.name ?? ''}-${broker}`;
  return {
    metadata: { name, labels },
    spec: {
      suspend: true,
      backoffLimit: 0,
      completions: 1,
      parallelism: 1,
      activeDeadlineSeconds: Math.max(1, Math.ceil(request.timeoutMs / 1000)),
      template: {
        metadata: {
          labels: {
            ...template.metadata?.labels,
            'apps.kubernetes.io/pod-index': String(broker),
            'statefulset.kubernetes.io/pod-name': podName,
            ...NO_SIDECAR,
            ...labels,
            [JOB_LABEL]: name,
          },
          annotations: { ...template.metadata?.annotations, ...NO_SIDECAR_ANNOTATIONS },
        },
        spec: {
          ...spec,
          ...(spec.affinity && { affinity: placementOf(spec.affinity) }),
          restartPolicy: 'Never',
          hostname: podName,
          ...(set.spec?.serviceName !== undefined && { subdomain: set.spec.serviceName }),
          containers: [restoreContainer(request, spec, podName)],
          ...(spec.initContainers && {
            initContainers: spec.initContainers.map((each) => named(each, podName)),
          }),
          volumes: volumesOf(set, spec, broker),
        },
      },
    },
  };
}

/** No broker runs next to it, and its volume may bind it to a node where a broker of another release is. */
function placementOf(affinity: NonNullable<PodSpec['affinity']>): NonNullable<PodSpec['affinity']> {
  const kept = { ...affinity };
  delete kept.podAntiAffinity;
  return kept;
}

/** As the charts number the brokers of several regions, each of which has a StatefulSet of its own. */
export function nodeIdOf({ regions }: BrokersConfig, ordinal: number): number {
  return regions === undefined ? ordinal : ordinal * regions.count + regions.id;
}

/**
 * The container that runs the broker.
 * @throws StepFailure refused when it is not plain which one that is
 */
export function brokerContainer(set: StatefulSet, { container, statefulSet }: BrokersConfig): Container {
  const containers = set.spec?.template.spec?.containers ?? [];
  const [only, ...more] = containers;
  const found =
    container === undefined
      ? more.length === 0
        ? only
        : undefined
      : containers.find(({ name }) => name === container);
  if (found) return found;
  throw StepFailure.permanent(
    'refused',
    `StatefulSet "${statefulSet}" has the containers ${containers.map(({ name }) => name).join(', ')}, and ` +
      `restore.kubernetes.brokers.container is ${container ?? 'not set'}.`,
    { remedy: 'Set it to the one that runs the broker.' },
  );
}

function restoreContainer(request: RestoreJobRequest, _spec: PodSpec, podName: string): Container {
  const { brokers, broker, backupId, program } = request;
  const container: Container = { ...named(brokerContainer(request.set, brokers), podName) };
  for (const field of ['livenessProbe', 'startupProbe', 'lifecycle'] as const)
    Reflect.deleteProperty(container, field);
  if (brokers.command !== undefined) {
    container.command = [...brokers.command];
    delete container.args;
  }
  container.env = withVariables(container.env ?? [], {
    ...program.variables,
    ...brokers.env,
    ZEEBE_RESTORE: 'true',
    ...(backupId !== null && { [BACKUP_ID]: String(backupId) }),
    [program.nodeId]: String(nodeIdOf(brokers, broker)),
  });
  // The start scripts of 8.9 restore by an id wherever there is one.
  if (backupId === null) container.env = container.env.filter(({ name }) => name !== BACKUP_ID);
  return container;
}

/** Start scripts cut the node id off the end of the pod's name, which for the pod of a job would be nonsense. */
function named(container: Container, podName: string): Container {
  if (!container.env) return container;
  const env = container.env.map((each) =>
    each.valueFrom?.fieldRef?.fieldPath === 'metadata.name' ? { name: each.name, value: podName } : each,
  );
  return { ...container, env };
}

/** Each in the place of the variable of that name, or behind all others, which it may refer to. */
function withVariables(env: readonly EnvVar[], variables: Record<string, string>): EnvVar[] {
  const kept = env.map((each) => {
    const value = variables[each.name];
    return value === undefined ? each : { name: each.name, value };
  });
  const there = new Set(env.map(({ name }) => name));
  const added = Object.entries(variables).filter(([name]) => !there.has(name));
  return [...kept, ...added.map(([name, value]) => ({ name, value }))];
}

/** As the StatefulSet does it: a claim takes the place of a volume that has the same name. */
function volumesOf(set: StatefulSet, spec: PodSpec, broker: number): NonNullable<PodSpec['volumes']> {
  const templates = (set.spec?.volumeClaimTemplates ?? []).map(({ metadata }) => metadata?.name ?? '');
  const claims = templates.map((name) => ({
    name,
    persistentVolumeClaim: { claimName: claimName(set, name, broker) },
  }));
  return [...(spec.volumes ?? []).filter(({ name }) => !templates.includes(name)), ...claims];
}
