import type { WorkloadReference } from '../control-config.ts';
import type { ActionRecord, ActionRecords } from './action-records.ts';
import { REPLICAS_ANNOTATION } from './kube-types.ts';
import { KubernetesWork, type KubernetesLook } from './kubernetes-work.ts';
import { describePod, nameOf, type Workloads } from './workloads.ts';

/** Scales everything to 0, and remembers at each workload what it was scaled to. */
export class StopWork extends KubernetesWork {
  constructor(
    private readonly workloads: Workloads,
    private readonly records: ActionRecords,
    private readonly namespace: string,
  ) {
    super();
  }

  describe(): string {
    const names = this.workloads.all.map(nameOf).join(', ');
    return `Scale to 0 in namespace ${this.namespace}: ${names}; each keeps its number of replicas in the annotation ${REPLICAS_ANNOTATION}`;
  }

  async prepare(_action: unknown, record: ActionRecord): Promise<void> {
    // Brokers last: what imports from the store may finish.
    for (const reference of this.workloads.all.toReversed()) {
      await this.workloads.change(
        reference,
        () => this.records.isBeginning(record),
        ({ spec }) => {
          const replicas = spec?.replicas ?? 1;
          if (replicas === 0) return null;
          return {
            metadata: { annotations: { [REPLICAS_ANNOTATION]: String(replicas) } },
            spec: { replicas: 0 },
          };
        },
      );
    }
  }

  async look(): Promise<KubernetesLook> {
    const left: string[] = [];
    for (const reference of this.workloads.all) left.push(...(await this.leftOf(reference)));
    const total = this.workloads.all.length;
    if (left.length === 0)
      return { state: 'done', message: `All ${total} workloads are down, and none of their pods is left.` };
    return { state: 'running', message: `Not down yet: ${left.join('; ')}.` };
  }

  private async leftOf(reference: WorkloadReference): Promise<string[]> {
    const workload = await this.workloads.find(reference);
    // Uninstalled is stopped, too; what needs it later says that it is missing.
    if (workload === null) return [];
    const name = nameOf(reference);
    const { spec, status, metadata } = workload;
    if (spec?.replicas !== 0) return [`${name} is scaled to ${spec?.replicas ?? 1} again`];
    const pods = await this.workloads.pods(workload);
    if (pods.length > 0) return [`${name} (${pods.map(describePod).join(', ')})`];
    const seen = (status?.observedGeneration ?? 0) >= (metadata?.generation ?? 0);
    return seen && (status?.replicas ?? 0) === 0 ? [] : [`${name} (not taken up by its controller)`];
  }
}
