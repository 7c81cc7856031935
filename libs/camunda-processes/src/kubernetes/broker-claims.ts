import { StepFailure } from '#domain';
import type { BrokersConfig } from '../control-config.ts';
import type { KubeApi } from './kube-api.ts';
import { MANAGED_BY, type Claim, type StatefulSet } from './kube-types.ts';
import { nameOf, type Workloads } from './workloads.ts';

type ClaimSpec = NonNullable<Claim['spec']>;

/** On the brokers' StatefulSet, by broker: what the claim that was deleted asked for. */
const claimAnnotation = (broker: number) => `holdfast/claim-${broker}`;

/** The volume claims of the brokers, which a StatefulSet makes once and then forgets. */
export class BrokerClaims {
  constructor(
    private readonly kube: KubeApi,
    private readonly workloads: Workloads,
    private readonly brokers: BrokersConfig,
  ) {}

  /** Null when it is not there. */
  async find(broker: number): Promise<Claim | null> {
    return this.kube.read('PersistentVolumeClaim', this.nameIn(await this.workloads.brokerSet(), broker));
  }

  /**
   * The name of the claim of the data directory.
   * @throws StepFailure refused when it is not plain which one that is
   */
  nameIn(set: StatefulSet, broker: number): string {
    return claimName(set, dataTemplate(set, this.brokers), broker);
  }

  /** A claim may have been made larger than its template: keeps the requested size until it is created again. */
  async remember(claim: Claim, broker: number, still: () => Promise<boolean>): Promise<void> {
    const spec: Partial<ClaimSpec> = { ...claim.spec };
    // These bind it to the volume, or the copy, that it was made from.
    for (const field of ['volumeName', 'dataSource', 'dataSourceRef'] as const)
      Reflect.deleteProperty(spec, field);
    const annotations = { [claimAnnotation(broker)]: JSON.stringify(spec) };
    await this.workloads.change(this.workloads.brokers, still, () => ({ metadata: { annotations } }));
  }

  /**
   * Makes the claims of a broker that are not there. Idempotent.
   * @throws StepFailure busy (transient) when one of them is being deleted
   */
  async ensure(set: StatefulSet, broker: number): Promise<void> {
    for (const template of set.spec?.volumeClaimTemplates ?? []) {
      const name = claimName(set, template.metadata?.name ?? '', broker);
      const there = await this.kube.read('PersistentVolumeClaim', name);
      if (there?.metadata?.deletionTimestamp !== undefined)
        throw StepFailure.transient('busy', `Volume claim "${name}" is still being deleted.`);
      if (there !== null) continue;
      const isData = template.metadata?.name === dataTemplate(set, this.brokers);
      const spec = (isData ? remembered(set, broker) : null) ?? template.spec;
      // As the StatefulSet would label it.
      const labels = { ...template.metadata?.labels, ...set.spec?.selector.matchLabels, ...MANAGED_BY };
      const annotations = { ...template.metadata?.annotations };
      await this.kube.create('PersistentVolumeClaim', {
        metadata: { name, labels, annotations },
        ...(spec && { spec }),
      });
    }
  }
}

export const claimName = (set: StatefulSet, template: string, broker: number) =>
  `${template}-${set.metadata?.name ?? ''}-${broker}`;

function dataTemplate(set: StatefulSet, brokers: BrokersConfig): string {
  const names = (set.spec?.volumeClaimTemplates ?? []).map(({ metadata }) => metadata?.name ?? '');
  const [only, ...more] = names;
  const wanted = brokers.volume ?? (more.length === 0 ? only : undefined);
  if (wanted !== undefined && names.includes(wanted)) return wanted;
  const name = nameOf({ kind: 'StatefulSet', name: brokers.statefulSet });
  const has = names.length === 0 ? 'no volumeClaimTemplate' : `the volumeClaimTemplates ${names.join(', ')}`;
  throw StepFailure.permanent(
    'refused',
    `${name} has ${has}, and restore.kubernetes.brokers.volume is ${brokers.volume ?? 'not set'}.`,
    {
      remedy:
        'Set it to the one that holds the data directory; brokers without a claim cannot be restored this way.',
    },
  );
}

function remembered(set: StatefulSet, broker: number): ClaimSpec | null {
  const text = set.metadata?.annotations?.[claimAnnotation(broker)];
  return text === undefined ? null : (JSON.parse(text) as ClaimSpec);
}
