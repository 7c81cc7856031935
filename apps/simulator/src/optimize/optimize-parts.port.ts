import type { PartPlan } from '../web-apps/web-app.state.ts';

export interface OptimizePart {
  readonly name: string;
  readonly backupId: number;
  /** As Elasticsearch says it: SUCCESS, IN_PROGRESS, FAILED, PARTIAL, INCOMPATIBLE. */
  readonly state: string;
  readonly startedAt: number;
  readonly failures: readonly string[];
}

export type PartsProblem = 'elasticsearch-down' | 'repository-missing';

/** Where Optimize keeps its two snapshots: in the simulated Elasticsearch or in a real one. */
export interface OptimizeParts {
  readonly repository: string;
  problem(): Promise<PartsProblem | undefined> | PartsProblem | undefined;
  /** Oldest first. */
  find(backupId?: number): Promise<readonly OptimizePart[]> | readonly OptimizePart[];
  take(backupId: number, plan: PartPlan): void;
  delete(backupId: number): Promise<void> | void;
}
