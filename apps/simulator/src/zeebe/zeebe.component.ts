import type { ClusterContext } from '../cluster/cluster.context.ts';
import { ProcessEngine } from '../engine/process-engine.ts';
import { RecordLogs } from '../engine/record-logs.ts';
import { BackupMachine } from './backup.machine.ts';
import { BrokerDataMachine } from './broker-data.machine.ts';
import { ExportingMachine } from './exporting.machine.ts';
import type { Keeping } from './keeping.ts';
import { PartitionsMachine } from './partitions.machine.ts';

/** The machines that together are Zeebe. */
export interface ZeebeComponent {
  readonly cluster: ClusterContext;
  readonly partitions: PartitionsMachine;
  readonly exporting: ExportingMachine;
  readonly backups: BackupMachine;
  readonly data: BrokerDataMachine;
  /** Runs process instances; only where there are logs to write them to. */
  readonly engine: ProcessEngine | null;
}

export function createZeebe(cluster: ClusterContext, keeping: Keeping): ZeebeComponent {
  const { logs } = keeping;
  const partitions = new PartitionsMachine(cluster, logs);
  const backups = new BackupMachine(cluster, partitions, keeping);
  return {
    cluster,
    partitions,
    exporting: new ExportingMachine(cluster, partitions),
    backups,
    data: new BrokerDataMachine(cluster, partitions, backups, keeping),
    engine: logs instanceof RecordLogs ? new ProcessEngine(cluster, partitions, logs) : null,
  };
}
