import type { ExporterPhase } from '../../zeebe/zeebe.state.ts';

export type Mode = 'PROCESSING' | 'RECOVERING';
export type ChangeStatus = 'IN_PROGRESS' | 'COMPLETED' | 'FAILED' | 'CANCELLED';

/** What a change is to bring about. */
export type ChangeGoal =
  | { readonly kind: 'exporting'; readonly tenants: readonly string[]; readonly phase: ExporterPhase }
  | { readonly kind: 'mode'; readonly tenants: readonly string[]; readonly mode: Mode }
  | {
      readonly kind: 'restore';
      readonly tenants: readonly [string];
      readonly backupIds: readonly number[];
    }
  /** Whatever else changes a cluster: it only is in the way. */
  | { readonly kind: 'scaling'; readonly tenants: readonly string[] };

export interface RestoredPartition {
  readonly broker: number;
  readonly partitionId: number;
  readonly completedAt: number;
}

export interface Change {
  readonly id: number;
  readonly goal: ChangeGoal;
  readonly startedAt: number;
  status: ChangeStatus;
  endedAt: number | null;
  /** Of a restore: what is done, in the order of the plan. */
  restored: RestoredPartition[];
  /** It has taken effect where it could, and waits for brokers that are down. */
  waits?: boolean;
}

/** The dynamic configuration of a cluster of 8.10: one change at a time. */
export interface ConfigurationState {
  lastId: number;
  /** The latest ones, oldest first. */
  changes: Change[];
  /** By physical tenant. */
  exporting: Record<string, ExporterPhase>;
  modes: Record<string, Mode>;
}

export const initialConfiguration = (): ConfigurationState => ({
  lastId: 0,
  changes: [],
  exporting: {},
  modes: {},
});
