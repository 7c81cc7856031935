import { StepFailure } from '#domain';
import type { ControlAction } from '../camunda-control.port.ts';
import type { WorkloadReference } from '../control-config.ts';
import type { ActionRecord, ActionRecords } from './action-records.ts';
import type { KubePatch } from './kube-api.ts';
import { REPLICAS_ANNOTATION, type Workload } from './kube-types.ts';
import { KubernetesWork, type KubernetesLook } from './kubernetes-work.ts';
import { nameOf, type Workloads } from './workloads.ts';

/** The note of when everything was ready. */
const READY = 'readyAt';
const DONE: KubernetesLook = { state: 'done', message: 'Every workload is ready.' };

/** Scales everything to what it was before it was stopped. What was at 0 then stays there. */
export class StartWork extends KubernetesWork {
  constructor(
    private readonly workloads: Workloads,
    private readonly records: ActionRecords,
    private readonly namespace: string,
  ) {
    super();
  }

  describe(action: ControlAction): string {
    const names = this.workloads.all.map(nameOf).join(', ');
    const without = this.workloads.all.includes(this.workloads.brokers)
      ? ` (the brokers to ${action.brokers} without one)`
      : '';
    return `Scale in namespace ${this.namespace} to the number in the annotation ${REPLICAS_ANNOTATION}${without}, and remove it: ${names}`;
  }

  async prepare(action: ControlAction, record: ActionRecord): Promise<void> {
    for (const reference of this.workloads.all) {
      const fallback = reference === this.workloads.brokers ? action.brokers : null;
      await this.workloads.change(
        reference,
        () => this.records.isBeginning(record),
        (workload) => patchFor(reference, workload, fallback),
      );
    }
  }

  async look(_action: ControlAction, record: ActionRecord): Promise<KubernetesLook> {
    if (record.notes[READY] !== undefined) return DONE;
    const missing: string[] = [];
    for (const reference of this.workloads.all) missing.push(...(await this.missingOf(reference)));
    if (missing.length > 0) return { state: 'running', message: `Not ready yet: ${missing.join('; ')}.` };
    // Where another process is faster, it has seen the same.
    await this.records.note(record, { [READY]: new Date().toISOString() });
    return DONE;
  }

  private async missingOf(reference: WorkloadReference): Promise<string[]> {
    const { spec, status, metadata } = await this.workloads.get(reference);
    const wanted = spec?.replicas ?? 1;
    const ready = status?.readyReplicas ?? 0;
    const seen = (status?.observedGeneration ?? 0) >= (metadata?.generation ?? 0);
    if (seen && ready >= wanted && (status?.replicas ?? 0) === wanted) return [];
    return [`${nameOf(reference)} (${ready} of ${wanted})`];
  }
}

/** One change for both, so that a number is never forgotten before it was used. */
function patchFor(
  reference: WorkloadReference,
  workload: Workload,
  fallback: number | null,
): KubePatch | null {
  const remembered = workload.metadata?.annotations?.[REPLICAS_ANNOTATION];
  const forget = { annotations: { [REPLICAS_ANNOTATION]: null } };
  if ((workload.spec?.replicas ?? 1) > 0) return remembered === undefined ? null : { metadata: forget };
  if (remembered === undefined) return fallback === null ? null : { spec: { replicas: fallback } };
  const replicas = Number(remembered);
  if (Number.isSafeInteger(replicas) && replicas > 0) return { metadata: forget, spec: { replicas } };
  throw StepFailure.permanent(
    'refused',
    `The annotation ${REPLICAS_ANNOTATION} of ${nameOf(reference)} is "${remembered}", which is no number of replicas.`,
    { remedy: 'Correct it.' },
  );
}
