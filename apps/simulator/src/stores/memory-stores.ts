import type { ClusterContext } from '../cluster/cluster.context.ts';
import type { SnapshotMachine } from '../elasticsearch/snapshot.machine.ts';
import { SimulatedParts } from '../web-apps/simulated-parts.ts';
import type { WebAppMachine } from '../web-apps/web-app.machine.ts';
import type { PartsOwner } from '../web-apps/web-app.state.ts';
import { MemoryBackupStore } from '../zeebe/memory-backup-store.ts';
import { MemoryPartitionLogs } from '../zeebe/memory-partition-logs.ts';
import type { ClusterStores } from './cluster-stores.port.ts';

interface Machines {
  readonly snapshots: SnapshotMachine;
  readonly webApps: Readonly<Record<PartsOwner, WebAppMachine>>;
}

/** All in the state of the cluster: fast, and driven by the clock alone. */
export function memoryStores(cluster: ClusterContext, { snapshots, webApps }: Machines): ClusterStores {
  const parts = (app: PartsOwner) => new SimulatedParts(cluster, webApps[app], snapshots);
  return {
    parts: { operate: parts('operate'), tasklist: parts('tasklist'), optimize: parts('optimize') },
    history: parts('webapps'),
    backups: new MemoryBackupStore(cluster),
    logs: new MemoryPartitionLogs(cluster),
    open: () => Promise.resolve(),
    settled: () => Promise.resolve(),
    close: () => Promise.resolve(),
  };
}
