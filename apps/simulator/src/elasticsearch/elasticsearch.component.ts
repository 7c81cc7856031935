import type { ClusterContext } from '../cluster/cluster.context.ts';
import type { SnapshotMachine } from './snapshot.machine.ts';

export interface ElasticsearchComponent {
  readonly cluster: ClusterContext;
  readonly snapshots: SnapshotMachine;
  /** Resolves when the condition holds; it is looked at after every change of the cluster. */
  readonly until: (condition: () => boolean) => Promise<void>;
}
