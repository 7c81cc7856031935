import type { ControlAction } from '../camunda-control.port.ts';
import { labelsOf, type ActionRecord, type ActionRecords } from './action-records.ts';
import type { BrokerClaims } from './broker-claims.ts';
import type { KubeApi } from './kube-api.ts';
import { KubernetesWork, type KubernetesLook } from './kubernetes-work.ts';
import { describePod, type Workloads } from './workloads.ts';

type WipeAction = Extract<ControlAction, { kind: 'wipe-broker' }>;

export interface WipeWorkOptions {
  kube: KubeApi;
  workloads: Workloads;
  claims: BrokerClaims;
  records: ActionRecords;
  cluster: string;
  statefulSet: string;
  volume: string | undefined;
}

/**
 * Deletes the volume claim of a broker, and with it, unless its class retains it, the volume. Done when it is gone; the
 * restore creates it again, with the size that it had.
 */
export class WipeWork extends KubernetesWork<WipeAction> {
  constructor(private readonly options: WipeWorkOptions) {
    super();
  }

  describe({ broker }: WipeAction): string {
    const { statefulSet, volume, kube } = this.options;
    const name = `${volume ?? '<volumeClaimTemplate>'}-${statefulSet}-${broker}`;
    return `Delete PersistentVolumeClaim "${name}" in namespace ${kube.namespace} with all data of broker ${broker}, and restore jobs of that broker; the restore creates the claim again`;
  }

  async prepare(action: WipeAction, record: ActionRecord): Promise<void> {
    const { kube, workloads, claims, records } = this.options;
    const still = () => records.isBeginning(record);
    await workloads.requireBrokersStopped();
    const claim = await claims.find(action.broker);
    // Noted once, so that a beginning that is carried on never deletes a claim that was made since.
    const noted =
      record.notes['claim'] ??
      (await records.note(record, { claim: claim?.metadata?.uid ?? '' })).notes['claim'];
    if (claim === null || claim.metadata?.uid !== noted) return;
    await claims.remember(claim, action.broker, still);
    // Also a pod that has ended keeps the claim that it used.
    for (const job of await kube.list('Job', this.restoresOf(action)))
      if (await still()) await kube.delete('Job', job.metadata?.name ?? '', { propagation: 'Background' });
    if (await still()) await kube.delete('PersistentVolumeClaim', claim.metadata?.name ?? '', { uid: noted });
  }

  async look({ broker }: WipeAction, record: ActionRecord): Promise<KubernetesLook> {
    const claim = await this.options.claims.find(broker);
    const noted = record.notes['claim'];
    if (claim === null || (noted !== undefined && claim.metadata?.uid !== noted))
      return {
        state: 'done',
        message: `The volume claim of broker ${broker} is gone; its restore creates it again.`,
      };
    const { name = '', deletionTimestamp, finalizers = [] } = claim.metadata ?? {};
    const why =
      deletionTimestamp === undefined
        ? 'is not being deleted'
        : `is kept by ${[...finalizers, ...(await this.usersOf(name))].join(', ') || 'nothing'}`;
    return { state: 'running', message: `Volume claim "${name}" ${why}.` };
  }

  private async usersOf(claim: string): Promise<string[]> {
    const set = await this.options.workloads.brokerSet();
    const pods = await this.options.workloads.pods(set);
    return pods
      .filter(({ spec }) => spec?.volumes?.some((each) => each.persistentVolumeClaim?.claimName === claim))
      .map((pod) => `pod ${describePod(pod)}`);
  }

  private restoresOf({ broker, brokers }: WipeAction): string {
    const labels = labelsOf({ kind: 'restore-broker', broker, brokers, backupId: 0 }, this.options.cluster);
    return Object.entries(labels)
      .map(([key, value]) => `${key}=${value}`)
      .join(',');
  }
}
