import type { ClusterContext } from '../cluster/cluster.context.ts';
import type { PartitionLogs } from '../zeebe/partition-logs.port.ts';
import type { Partition } from '../zeebe/zeebe.state.ts';
import type { LogEntry, LogRecord, PartitionLog } from './log-record.ts';
import { deploymentEntries } from './process-model.ts';

/** Zeebe puts the partition into the bits above these. */
const partitionBits = 2 ** 51;
/** The key of the process is the same on every partition, as it is distributed by the first. */
const processDefinitionKey = partitionBits + 1;

/** What a position says when there is none yet. */
const nothing = -1;

/** Content of a partition at the checkpoint of a backup. */
export type PartitionContent = PartitionLog;

/** Logs with records: the partitions of a cluster with real stores. */
export class RecordLogs implements PartitionLogs {
  /** What `BackupStore.fetch` brought, by backup and partition. */
  private readonly fetched = new Map<string, PartitionContent>();

  constructor(private readonly cluster: ClusterContext) {}

  settle(): void {
    // Positions move when something is written or exported, and not by themselves.
  }

  checkpoint(partition: Partition): void {
    const log = this.logOf(partition);
    this.append(partition, [{ valueType: 'CHECKPOINT', intent: 'CREATED', key: nothing, value: {} }]);
    const { processedPosition, exportedPosition, leader } = partition;
    // Index, term, processed, exported, broker. A partition that has exported nothing has no snapshot.
    if (exportedPosition > nothing)
      partition.snapshotId = `${log.nextKey}-1-${processedPosition}-${exportedPosition}-${leader ?? 0}`;
  }

  clear(partition: Partition): void {
    delete partition.log;
  }

  bringBack(partition: Partition, backupId: number): boolean {
    const content = this.fetched.get(keyOf(backupId, partition.partitionId));
    if (content === undefined) return false;
    this.fetched.delete(keyOf(backupId, partition.partitionId));
    partition.log = structuredClone(content);
    return true;
  }

  /** For `BackupStore.fetch`. */
  keepFetched(backupId: number, partitionId: number, content: PartitionContent): void {
    this.fetched.set(keyOf(backupId, partitionId), content);
  }

  /** A copy, since the log moves on while a backup is stored. */
  contentOf(partitionId: number): PartitionContent | undefined {
    const partition = this.cluster.state.zeebe.partitions.find((each) => each.partitionId === partitionId);
    return partition?.log === undefined ? undefined : structuredClone(partition.log);
  }

  /** The log of a partition; a new one begins with the process that it can run. */
  logOf(partition: Partition): PartitionLog {
    if (partition.log !== undefined) return partition.log;
    const base = partition.partitionId * partitionBits;
    partition.log = {
      nextKey: 2,
      sequences: {},
      processDefinitionKey,
      instances: {},
      jobs: {},
      records: [],
    };
    this.append(partition, deploymentEntries(processDefinitionKey, base));
    return partition.log;
  }

  newKey({ partitionId, log }: Partition): number {
    if (log === undefined) throw new Error(`partition ${partitionId} has no log`);
    log.nextKey += 1;
    return partitionId * partitionBits + log.nextKey;
  }

  append(partition: Partition, entries: readonly LogEntry[]): void {
    const { log, partitionId } = partition;
    if (log === undefined) return;
    for (const entry of entries) {
      partition.processedPosition = Math.max(0, partition.processedPosition) + 1;
      const count = (log.sequences[entry.valueType] ?? 0) + 1;
      log.sequences[entry.valueType] = count;
      const record: LogRecord = {
        ...entry,
        position: partition.processedPosition,
        sequence: partitionId * partitionBits + count,
        timestamp: this.cluster.now(),
      };
      log.records.push(record);
    }
  }

  /** What was exported and acknowledged is no longer needed. */
  compact({ log, exportedPosition }: Partition): void {
    if (log !== undefined) log.records = log.records.filter(({ position }) => position > exportedPosition);
  }
}

const keyOf = (backupId: number, partitionId: number): string => `${backupId}/${partitionId}`;
