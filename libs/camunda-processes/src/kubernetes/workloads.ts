import { StepFailure, type Component } from '#domain';
import type { KubernetesConfig, WorkloadReference } from '../control-config.ts';
import { changeObject } from './change-object.ts';
import type { KubeApi, KubePatch } from './kube-api.ts';
import type { Pod, StatefulSet, Workload } from './kube-types.ts';

export const nameOf = ({ kind, name }: WorkloadReference) => `${kind} "${name}"`;

/** What is stopped and started: the brokers first, then the others, each once. */
export class Workloads {
  readonly brokers: WorkloadReference;
  readonly all: readonly WorkloadReference[];

  constructor(
    private readonly kube: KubeApi,
    private readonly config: KubernetesConfig,
    /** Only these; left out, the brokers and everything else. */
    only?: readonly WorkloadReference[],
  ) {
    this.brokers = { kind: 'StatefulSet', name: config.brokers.statefulSet };
    const others = config.workloads.filter((each) => nameOf(each) !== nameOf(this.brokers));
    const once = new Map((only ?? others).map((each) => [nameOf(each), each]));
    this.all = [...(only === undefined ? [this.brokers] : []), ...once.values()];
  }

  /**
   * Those of one application. It is never the brokers'.
   * @throws StepFailure refused when the configuration names none
   */
  of(component: Component): Workloads {
    const own = this.config.components?.[component] ?? [];
    if (own.length > 0) return new Workloads(this.kube, this.config, own);
    throw StepFailure.permanent('refused', `restore.kubernetes.components.${component} is missing.`, {
      remedy: 'List the workloads that run it there.',
    });
  }

  /** Null when it is not there. */
  find({ kind, name }: WorkloadReference): Promise<Workload | null> {
    return this.kube.read(kind, name);
  }

  /** @throws StepFailure refused when it is not there */
  async get(reference: WorkloadReference): Promise<Workload> {
    return this.required(reference, await this.find(reference));
  }

  private required(reference: WorkloadReference, found: Workload | null): Workload {
    if (found !== null) return found;
    throw StepFailure.permanent(
      'refused',
      `There is no ${nameOf(reference)} in namespace "${this.kube.namespace}".`,
      { remedy: 'Correct restore.kubernetes, or deploy it.' },
    );
  }

  /** @throws StepFailure refused when it is not there */
  brokerSet(): Promise<StatefulSet> {
    return this.get(this.brokers) as Promise<StatefulSet>;
  }

  /**
   * Changes a workload as it is now, and again when another client changed it in between. `patchFor` gives null where there is
   * nothing to change, and is asked after `still`, which says whether the change is still wanted.
   */
  async change(
    reference: WorkloadReference,
    still: () => Promise<boolean>,
    patchFor: (workload: Workload) => KubePatch | null,
  ): Promise<void> {
    await changeObject(this.kube, reference, async (workload) => {
      const patch = patchFor(this.required(reference, workload));
      return patch !== null && (await still()) ? patch : null;
    });
  }

  /** Pods of it that may still do something. Those that a restore made with the same labels do not count. */
  async pods(workload: Workload): Promise<Pod[]> {
    const found = await this.kube.list('Pod', selectorOf(workload));
    return found.filter(
      ({ metadata, status }) =>
        !metadata?.ownerReferences?.some(({ kind, controller }) => kind === 'Job' && controller === true) &&
        !['Succeeded', 'Failed'].includes(status?.phase ?? ''),
    );
  }

  /** @throws StepFailure refused (permanent) when brokers shall run, busy (transient) when some have not ended yet */
  async requireBrokersStopped(): Promise<StatefulSet> {
    const set = await this.brokerSet();
    if (set.spec?.replicas !== 0)
      throw StepFailure.permanent(
        'refused',
        `${nameOf(this.brokers)} is scaled to ${set.spec?.replicas ?? 1}: a broker that may run must not lose its data.`,
        { remedy: 'Stop Camunda first.' },
      );
    const pods = await this.pods(set);
    if (pods.length === 0) return set;
    throw StepFailure.transient('busy', `Brokers have not ended yet: ${pods.map(describePod).join(', ')}.`);
  }
}

export function describePod({ metadata, spec }: Pod): string {
  const name = metadata?.name ?? '?';
  const where = spec?.nodeName === undefined ? '' : ` on node ${spec.nodeName}`;
  return `${name}${where}${metadata?.deletionTimestamp === undefined ? '' : ', which is ending'}`;
}

function selectorOf(workload: Workload): string {
  const { matchLabels = {}, matchExpressions = [] } = workload.spec?.selector ?? {};
  const expressions = matchExpressions.map(({ key, operator, values = [] }) => {
    if (operator === 'Exists') return key;
    if (operator === 'DoesNotExist') return `!${key}`;
    return `${key} ${operator === 'In' ? 'in' : 'notin'} (${values.join(',')})`;
  });
  return [...Object.entries(matchLabels).map(([key, value]) => `${key}=${value}`), ...expressions].join(',');
}
