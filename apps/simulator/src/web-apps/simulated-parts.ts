import type { ClusterContext } from '../cluster/cluster.context.ts';
import type { Snapshot } from '../elasticsearch/elasticsearch.state.ts';
import type { SnapshotMachine } from '../elasticsearch/snapshot.machine.ts';
import type { Part, Parts, PartsProblem } from './parts.port.ts';
import type { WebAppMachine } from './web-app.machine.ts';
import type { PartPlan, PartsOwner } from './web-app.state.ts';

function partOf({ metadata, ...snapshot }: Snapshot): Part {
  const known: { backupId?: number; partCount?: number } =
    typeof metadata === 'object' && metadata !== null ? metadata : {};
  const { name, uuid, state, startedAt, endedAt, failures } = snapshot;
  return {
    name,
    uuid,
    state,
    startedAt,
    endedAt,
    failures,
    backupId: known.backupId ?? 0,
    partCount: known.partCount,
  };
}

/** Parts as snapshots of the simulated Elasticsearch, taken by the clock of the cluster. */
export class SimulatedParts implements Parts {
  constructor(
    private readonly cluster: ClusterContext,
    private readonly machine: WebAppMachine,
    private readonly snapshots: SnapshotMachine,
  ) {}

  get app(): PartsOwner {
    return this.machine.app;
  }

  get repository(): string {
    return this.machine.repository;
  }

  problem(): PartsProblem | undefined {
    if (this.cluster.isDown('elasticsearch')) return 'elasticsearch-down';
    return this.snapshots.repository(this.repository) === undefined ? 'repository-missing' : undefined;
  }

  find(backupId?: number): Part[] {
    return this.machine.find(backupId).map(partOf);
  }

  isBusy(node?: string): boolean {
    return this.machine.isBusy(node);
  }

  isDeleting(backupId: number): boolean {
    return this.machine.isDeleting(backupId);
  }

  missing(indices: readonly string[]): string[] {
    // With indices of the configuration's own making there is nothing to compare them with.
    if (this.cluster.config.elasticsearch.indices !== undefined) return [];
    const present = new Set(this.cluster.state.elasticsearch.indices.map(({ name }) => name));
    return indices.filter((name) => !present.has(name));
  }

  take(backupId: number, plan: PartPlan, node?: string): string[] {
    return this.machine.take(backupId, plan, node);
  }

  delete(backupId: number): void {
    this.machine.delete(backupId);
  }

  restart(node?: string): void {
    this.machine.restart(node);
  }

  start(): void {
    this.machine.start();
  }
}
