import type { ClusterContext } from '../cluster/cluster.context.ts';
import { BackupMachine } from './backup.machine.ts';
import { ExportingMachine } from './exporting.machine.ts';
import { PartitionsMachine } from './partitions.machine.ts';

/** The three machines that together are Zeebe. */
export interface ZeebeComponent {
  readonly cluster: ClusterContext;
  readonly partitions: PartitionsMachine;
  readonly exporting: ExportingMachine;
  readonly backups: BackupMachine;
}

export function createZeebe(cluster: ClusterContext): ZeebeComponent {
  const partitions = new PartitionsMachine(cluster);
  return {
    cluster,
    partitions,
    exporting: new ExportingMachine(cluster, partitions),
    backups: new BackupMachine(cluster, partitions),
  };
}
