import { whenReady } from '../when-ready.ts';
import type { ClusterContext } from '../cluster/cluster.context.ts';
import type { ClusterTask } from '../cluster/cluster.task.ts';
import type { BackupMachine } from './backup.machine.ts';
import type { Keeping } from './keeping.ts';
import type { PartitionsMachine } from './partitions.machine.ts';
import type { BrokerState, Partition, PartitionBackup, Replica } from './zeebe.state.ts';

/** What a partition without any record says of its positions. */
const nothing = -1;

/** How far its exporter had come when a snapshot was taken; its id is index, term, processed, exported, broker. */
const exportedIn = (snapshotId: string | null): number => Number(snapshotId?.split('-')[3] ?? nothing);

/**
 * The data directories of the brokers: lost by a wipe, put back by the restore program. A partition is lost with the
 * last broker that has data of it, and is then what the first restored broker brings back.
 */
export class BrokerDataMachine {
  constructor(
    private readonly cluster: ClusterContext,
    private readonly partitions: PartitionsMachine,
    private readonly backups: BackupMachine,
    private readonly keeping: Keeping,
  ) {}

  isRestoring(broker: number): boolean {
    return this.partitions.broker(broker)?.data === 'restoring';
  }

  /** Empties a stopped broker, or says why not. One that is being restored loses what it got so far. */
  wipe(broker: number): string | undefined {
    const state = this.partitions.broker(broker);
    const problem = this.runningProblem(broker);
    if (state === undefined || problem !== undefined) return problem;
    this.interruptRestore(state);
    state.data = 'empty';
    for (const replica of this.replicasOf(broker)) {
      Object.assign(replica, { phase: 'EXPORTING', pauseFile: null, acknowledging: true });
      this.clearIfLost(replica.partitionId);
    }
    this.cluster.record(`broker-${broker}`, 'broker', { event: 'wiped' });
    return undefined;
  }

  /** Begins to restore a stopped and empty broker, or fails as the restore program does. */
  restore(broker: number, backupId: number): string | undefined {
    const state = this.partitions.broker(broker);
    const running = this.runningProblem(broker);
    if (state === undefined || running !== undefined) return running;
    const problem = this.restoreProblem(state, backupId);
    if (problem !== undefined) {
      this.failed(broker, backupId, problem);
      return problem;
    }
    state.data = 'restoring';
    this.cluster.record(`broker-${broker}`, 'broker', { event: 'restoring', backupId });
    const partitionIds = this.replicasOf(broker).map(({ partitionId }) => partitionId);
    this.keeping.store.fetch(broker, backupId, partitionIds);
    return undefined;
  }

  finishRestore(broker: number, backupId: number): void {
    const state = this.partitions.broker(broker);
    if (state?.data !== 'restoring') return;
    const missing = this.missingBackup(broker, backupId);
    if (missing !== undefined) {
      // What it has written by then it takes away again.
      state.data = 'empty';
      this.failed(broker, backupId, missing);
      return;
    }
    const unread = this.replicasOf(broker).find(({ partitionId }) => !this.bringBack(partitionId, backupId));
    if (unread !== undefined) {
      state.data = 'empty';
      this.failed(broker, backupId, `The backup of partition ${unread.partitionId} could not be read.`);
      return;
    }
    state.data = 'present';
    this.cluster.record(`broker-${broker}`, 'broker', { event: 'restored', backupId });
  }

  /**
   * 8.10: a running broker deletes what its partition has and takes it from the backup.
   * @throws Error when the store cannot be read; the partition is as it was
   */
  restoreInPlace(partitionId: number, backupId: number): void | Promise<void> {
    return whenReady(this.keeping.store.fetchPart(backupId, partitionId), () => {
      const partition = this.partitions.partition(partitionId);
      const part = this.backups.completedPart(backupId, partitionId);
      if (partition === undefined || part === undefined) return;
      if (!this.keeping.logs.bringBack(partition, backupId))
        throw new Error(`The backup of partition ${partitionId} could not be read.`);
      this.backups.forgetPartition(partitionId);
      this.putBack(partition, part, backupId);
    });
  }

  private runningProblem(broker: number): string | undefined {
    if (this.partitions.broker(broker) === undefined) return `This cluster has no broker ${broker}.`;
    return this.cluster.isStopped(`broker-${broker}`) ? undefined : `broker-${broker} runs; stop it first.`;
  }

  private restoreProblem({ id, data }: BrokerState, backupId: number): string | undefined {
    if (data !== 'empty') {
      return (
        `Brokers's data directory /data/broker-${id}/data is not empty. Aborting restore to avoid overwriting data. ` +
        'Please restart with a clean directory.'
      );
    }
    const store = this.cluster.state.settings.zeebe.backupStore;
    if (store === 'NONE') return 'No backup store configured, cannot restore from backup.';
    if (store === 'UNREACHABLE') return 'Unable to execute HTTP request: Connection refused: /127.0.0.1:4568';
    return this.missingBackup(id, backupId);
  }

  /** A broker needs the parts of its own partitions only. */
  private missingBackup(broker: number, backupId: number): string | undefined {
    const whole = this.replicasOf(broker).every(
      ({ partitionId }) => this.backups.completedPart(backupId, partitionId) !== undefined,
    );
    return whole ? undefined : `Could not find a completed backup with id ${backupId}.`;
  }

  /** @returns whether the partition has what it needs, be it from the backup or from a broker that kept it */
  private bringBack(partitionId: number, backupId: number): boolean {
    const partition = this.partitions.partition(partitionId);
    const part = this.backups.completedPart(backupId, partitionId);
    if (partition === undefined || part === undefined || !this.isLost(partitionId)) return true;
    if (!this.keeping.logs.bringBack(partition, backupId)) return false;
    this.putBack(partition, part, backupId);
    return true;
  }

  private putBack(
    partition: Partition,
    { snapshotId, checkpointPosition }: PartitionBackup,
    backupId: number,
  ): void {
    Object.assign(partition, {
      snapshotId,
      checkpointId: backupId,
      processedPosition: checkpointPosition,
      exportedPosition: exportedIn(snapshotId),
    } satisfies Partial<Partition>);
  }

  private clearIfLost(partitionId: number): void {
    const partition = this.partitions.partition(partitionId);
    if (partition === undefined || !this.isLost(partitionId)) return;
    Object.assign(partition, {
      snapshotId: null,
      checkpointId: 0,
      processedPosition: nothing,
      exportedPosition: nothing,
    } satisfies Partial<Partition>);
    this.keeping.logs.clear(partition);
    this.backups.forgetPartition(partitionId);
  }

  private isLost(partitionId: number): boolean {
    return this.cluster.state.zeebe.replicas
      .filter((replica) => replica.partitionId === partitionId)
      .every(({ broker }) => this.partitions.broker(broker)?.data !== 'present');
  }

  private replicasOf(broker: number): Replica[] {
    return this.cluster.state.zeebe.replicas.filter((replica) => replica.broker === broker);
  }

  private interruptRestore({ id }: BrokerState): void {
    const isOurs = (task: ClusterTask) => task.kind === 'broker-restored' && task.broker === id;
    const restore = this.cluster.timeline.find(isOurs);
    if (restore?.kind !== 'broker-restored') return;
    this.cluster.timeline.drop(isOurs);
    this.failed(id, restore.backupId, 'The data directory was emptied meanwhile.');
  }

  private failed(broker: number, backupId: number, reason: string): void {
    const detail = { event: 'restore failed', backupId, reason };
    this.cluster.record(`broker-${broker}`, 'broker', detail);
  }
}
