import type { ClusterContext } from '../cluster/cluster.context.ts';
import { whenReady } from '../when-ready.ts';
import type { Keeping } from './keeping.ts';
import type { PartitionsMachine } from './partitions.machine.ts';
import type { PartitionBackup, ZeebeBackup, ZeebeState } from './zeebe.state.ts';

const leaderChangeReason = 'Backup is cancelled due to leader change.';

export interface TakePlan {
  readonly failing?: Readonly<Record<string, string>>;
  /** The backup is accepted and then never heard of again. */
  readonly lost?: boolean;
  /** The store already holds this id, from an older timeline. */
  readonly staleSince?: string;
  readonly type?: ZeebeBackup['type'];
}

/** Zeebe's own backups: one part per partition, in a store of its own, with ids that only ever rise. */
export class BackupMachine {
  constructor(
    private readonly cluster: ClusterContext,
    private readonly partitions: PartitionsMachine,
    private readonly keeping: Keeping,
  ) {}

  private get zeebe(): ZeebeState {
    return this.cluster.state.zeebe;
  }

  /** What is stored becomes what the other methods know. @throws Error when the store cannot be read */
  refresh(): void | Promise<void> {
    return this.keeping.store.refresh();
  }

  /** The store keeps no order, and neither does the list; it only has to be the same every time. */
  list(): ZeebeBackup[] {
    const scatter = ({ backupId }: ZeebeBackup): number => (backupId * 2_654_435_761) % 4_294_967_296;
    return this.zeebe.backups
      .filter(({ partitions }) => partitions.length > 0)
      .sort((a, b) => scatter(a) - scatter(b));
  }

  find(backupId: number): ZeebeBackup | undefined {
    return this.zeebe.backups.find((backup) => backup.backupId === backupId && backup.partitions.length > 0);
  }

  /** The gateway asks all partitions; the highest checkpoint of any of them is the latest. */
  latestCheckpointId(): number {
    return Math.max(0, ...this.zeebe.partitions.map(({ checkpointId }) => checkpointId));
  }

  /** The part of a backup that a restore could use. */
  completedPart(backupId: number, partitionId: number): PartitionBackup | undefined {
    return this.find(backupId)?.partitions.find(
      (partition) => partition.partitionId === partitionId && partition.state === 'COMPLETED',
    );
  }

  /** A plan by which every partition gives this reason. */
  failingEverywhere(reason: string): Record<string, string> {
    return Object.fromEntries(this.zeebe.partitions.map(({ partitionId }) => [partitionId, reason]));
  }

  /** Accepts an id above the latest one. The id is burnt from now on, whatever becomes of the backup. */
  take(backupId: number, plan: TakePlan): boolean {
    if (backupId <= this.latestCheckpointId()) return false;
    for (const partition of this.zeebe.partitions) partition.checkpointId = backupId;
    if (plan.staleSince !== undefined) this.placeStale(backupId, plan.staleSince);
    const alreadyStored = this.find(backupId) !== undefined;
    if (plan.lost !== true && !alreadyStored) this.schedule(backupId, plan);
    return true;
  }

  /** Puts a completed backup into the store without the cluster knowing its id, as after a restore. */
  placeStale(backupId: number, createdAt: string): void {
    this.zeebe.backups = this.zeebe.backups.filter((backup) => backup.backupId !== backupId);
    const partitions = this.zeebe.partitions.map(({ partitionId, snapshotId, processedPosition }) => ({
      partitionId,
      state: 'COMPLETED' as const,
      createdAt,
      lastUpdatedAt: createdAt,
      snapshotId,
      checkpointPosition: processedPosition,
    }));
    this.zeebe.backups.push({ backupId, failing: {}, partitions });
  }

  /** @returns whether there was such a backup. @throws Error when the store fails to delete it */
  delete(backupId: number): boolean | Promise<boolean> {
    const known = this.zeebe.backups.some((backup) => backup.backupId === backupId);
    this.forget(backupId);
    return whenReady(this.keeping.store.delete(backupId), () => {
      this.zeebe.backups = this.zeebe.backups.filter((backup) => backup.backupId !== backupId);
      if (known) this.cluster.record('zeebe', 'zeebe-backup-deleted', { backupId });
      return known;
    });
  }

  losePartition(backupId: number, partitionId: number): void {
    this.keeping.store.losePartition(backupId, partitionId);
  }

  startPartition(backupId: number, partitionId: number): void {
    const backup = this.zeebe.backups.find((candidate) => candidate.backupId === backupId);
    const partition = this.partitions.partition(partitionId);
    if (backup === undefined || partition === undefined || !this.isLed(partitionId)) return;
    this.partitions.settle();
    this.keeping.logs.checkpoint(partition);
    const now = this.nanoseconds();
    const part: PartitionBackup = {
      partitionId,
      state: 'IN_PROGRESS',
      createdAt: now,
      lastUpdatedAt: now,
      snapshotId: partition.snapshotId,
      checkpointPosition: partition.processedPosition,
    };
    backup.partitions.push(part);
    this.cluster.record('zeebe', 'partition-backup-started', { backupId, partitionId });
    this.keeping.store.save(backupId, part);
  }

  endPartition(backupId: number, partitionId: number): void {
    const backup = this.find(backupId);
    const partition = backup?.partitions.find((candidate) => candidate.partitionId === partitionId);
    if (partition?.state === 'IN_PROGRESS' && this.isLed(partitionId))
      this.end(backupId, partition, backup?.failing[partitionId]);
  }

  /** A new leader marks the latest running backup as failed; `partitionIds` are those with a new leader. */
  cancelRunning(partitionIds: readonly number[]): void {
    const running = this.zeebe.backups
      .filter(({ partitions }) => partitions.some(({ state }) => state === 'IN_PROGRESS'))
      .sort((a, b) => b.backupId - a.backupId)[0];
    for (const partition of running?.partitions ?? []) {
      if (running === undefined || partition.state !== 'IN_PROGRESS') continue;
      if (partitionIds.includes(partition.partitionId))
        this.end(running.backupId, partition, leaderChangeReason);
    }
  }

  /** Its log is gone, and with it the commands that it had accepted. */
  forgetPartition(partitionId: number): void {
    this.cluster.timeline.drop(
      (task) =>
        (task.kind === 'partition-backup-starts' || task.kind === 'partition-backup-ends') &&
        task.partitionId === partitionId,
    );
  }

  /** A partition without a leader does nothing; the next leader finds what the last one left. */
  private isLed(partitionId: number): boolean {
    return this.partitions.ledPartitions().some((partition) => partition.partitionId === partitionId);
  }

  private schedule(backupId: number, plan: TakePlan): void {
    const { appearDelayMs, partitionStaggerMs } = this.cluster.state.settings.zeebe;
    const type = plan.type === undefined ? {} : { type: plan.type };
    this.zeebe.backups.push({ backupId, failing: plan.failing ?? {}, partitions: [], ...type });
    this.zeebe.partitions.forEach(({ partitionId }, index) => {
      const task = { kind: 'partition-backup-starts', backupId, partitionId } as const;
      this.cluster.timeline.after(appearDelayMs + index * partitionStaggerMs, task);
    });
  }

  private end(backupId: number, partition: PartitionBackup, reason: string | undefined): void {
    const { partitionId } = partition;
    partition.state = reason === undefined ? 'COMPLETED' : 'FAILED';
    if (reason !== undefined) partition.failureReason = reason;
    partition.lastUpdatedAt = this.nanoseconds();
    this.keeping.store.ended(backupId, partition);
    this.cluster.timeline.drop(
      (task) =>
        task.kind === 'partition-backup-ends' &&
        task.backupId === backupId &&
        task.partitionId === partitionId,
    );
    const detail = { backupId, partitionId, state: partition.state, reason: reason ?? null };
    this.cluster.record('zeebe', 'partition-backup-ended', detail);
  }

  private forget(backupId: number): void {
    this.cluster.timeline.drop(
      (task) =>
        (task.kind === 'partition-backup-starts' || task.kind === 'partition-backup-ends') &&
        task.backupId === backupId,
    );
  }

  /** Zeebe writes its times with nine digits. */
  private nanoseconds(): string {
    const digits = String(Math.floor(Math.random() * 1_000_000)).padStart(6, '0');
    return new Date(this.cluster.now()).toISOString().replace('Z', `${digits}Z`);
  }
}
