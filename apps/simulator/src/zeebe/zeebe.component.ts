import type { ClusterContext } from '../cluster/cluster.context.ts';
import { BackupMachine } from './backup.machine.ts';
import { BrokerDataMachine } from './broker-data.machine.ts';
import { ExportingMachine } from './exporting.machine.ts';
import { PartitionsMachine } from './partitions.machine.ts';

/** The four machines that together are Zeebe. */
export interface ZeebeComponent {
  readonly cluster: ClusterContext;
  readonly partitions: PartitionsMachine;
  readonly exporting: ExportingMachine;
  readonly backups: BackupMachine;
  readonly data: BrokerDataMachine;
}

export function createZeebe(cluster: ClusterContext): ZeebeComponent {
  const partitions = new PartitionsMachine(cluster);
  const backups = new BackupMachine(cluster, partitions);
  return {
    cluster,
    partitions,
    exporting: new ExportingMachine(cluster, partitions),
    backups,
    data: new BrokerDataMachine(cluster, partitions, backups),
  };
}
