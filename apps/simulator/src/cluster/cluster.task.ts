import type { Snapshot } from '../elasticsearch/elasticsearch.state.ts';
import type { ExporterPhase } from '../zeebe/zeebe.state.ts';
import type { PartPlan, PartsOwner } from '../web-apps/web-app.state.ts';

/** Everything that happens in a cluster by the mere passing of time. Plain data: it is persisted. */
export type ClusterTask = (
  | { readonly kind: 'partition-backup-starts'; readonly backupId: number; readonly partitionId: number }
  | { readonly kind: 'partition-backup-ends'; readonly backupId: number; readonly partitionId: number }
  | { readonly kind: 'backup-vanishes'; readonly backupId: number }
  | { readonly kind: 'leader-changes' }
  | { readonly kind: 'exporting-changes'; readonly phase: ExporterPhase }
  | {
      readonly kind: 'part-starts';
      readonly app: PartsOwner;
      readonly backupId: number;
      readonly part: number;
      readonly of?: number;
    }
  | {
      readonly kind: 'part-ends';
      readonly app: PartsOwner;
      readonly backupId: number;
      readonly part: number;
      readonly of?: number;
      readonly plan: PartPlan;
    }
  | { readonly kind: 'parts-vanish'; readonly app: PartsOwner; readonly backupId: number }
  | {
      readonly kind: 'snapshot-ends';
      readonly repository: string;
      readonly uuid: string;
      readonly outcome: Pick<Snapshot, 'state' | 'failures'>;
    }
  | { readonly kind: 'component-stops'; readonly component: string }
  | { readonly kind: 'restore-ends'; readonly restoreUuid: string }
  | { readonly kind: 'component-returns'; readonly component: string }
  | { readonly kind: 'broker-restored'; readonly broker: number; readonly backupId: number }
  | { readonly kind: 'refusal-ends'; readonly faultId: number }
  | { readonly kind: 'change-proceeds'; readonly changeId: number }
  /** Nothing happens; a call that waits looks again. */
  | { readonly kind: 'wakes' }
) & {
  /** The physical tenant it belongs to; absent: the default one, or the cluster. */
  readonly tenant?: string;
};
