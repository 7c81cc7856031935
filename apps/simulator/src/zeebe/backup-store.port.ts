import type { PartitionBackup } from './zeebe.state.ts';

type Soon<Value> = Value | Promise<Value>;

/**
 * Where the partitions keep their backups: in the state of the cluster, or as objects of a real S3 store. What is stored
 * is no part of a broker's data: it survives every wipe. Nothing here answers a request; `BackupMachine` decides.
 */
export interface BackupStore {
  /**
   * Brings `state.zeebe.backups` in line with what is stored. To be awaited before any answer about backups.
   * @throws Error when the store cannot be read; the message is what the client library reported
   */
  refresh(): Soon<void>;
  /** Stores the part of one partition. Its end comes as the task `partition-backup-ends`; a lost one has no end. */
  save(backupId: number, part: PartitionBackup): void;
  /** Notes how a part ended: `part.state` is COMPLETED or FAILED. */
  ended(backupId: number, part: PartitionBackup): void;
  /** Deletes all parts of a backup. Idempotent. @throws Error when the store fails to */
  delete(backupId: number): Soon<void>;
  /** Deletes the part of one partition, as when files are lost. Idempotent. */
  losePartition(backupId: number, partitionId: number): void;
  /** Fetches the parts that a broker needs. The end comes as the task `broker-restored`, also when a part is missing. */
  fetch(broker: number, backupId: number, partitionIds: readonly number[]): void;
  /** Fetches the part of one partition for a broker that runs. @throws Error when it cannot be read */
  fetchPart(backupId: number, partitionId: number): Soon<void>;
}
