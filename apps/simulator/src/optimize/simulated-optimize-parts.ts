import type { ClusterContext } from '../cluster/cluster.context.ts';
import type { SnapshotMachine } from '../elasticsearch/snapshot.machine.ts';
import { partMetadata } from '../web-apps/web-app-backup.view.ts';
import { unavailable } from '../web-apps/web-app.component.ts';
import type { WebAppMachine } from '../web-apps/web-app.machine.ts';
import type { PartPlan } from '../web-apps/web-app.state.ts';
import type { OptimizePart, OptimizeParts, PartsProblem } from './optimize-parts.port.ts';

export class SimulatedOptimizeParts implements OptimizeParts {
  constructor(
    private readonly cluster: ClusterContext,
    private readonly machine: WebAppMachine,
    private readonly snapshots: SnapshotMachine,
  ) {}

  get repository(): string {
    return this.machine.repository;
  }

  problem(): PartsProblem | undefined {
    const { cluster, machine, snapshots } = this;
    return unavailable({ cluster, machine, snapshots }, 'retrieving')?.cause;
  }

  find(backupId?: number): OptimizePart[] {
    return this.machine.find(backupId).map((part) => ({
      name: part.name,
      backupId: partMetadata(part).backupId ?? 0,
      state: part.state,
      startedAt: part.startedAt,
      failures: part.failures.map(({ reason }) => reason),
    }));
  }

  take(backupId: number, plan: PartPlan): void {
    this.machine.take(backupId, plan);
  }

  delete(backupId: number): void {
    this.machine.delete(backupId);
  }
}
