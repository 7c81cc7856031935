import type { Client } from '@elastic/elasticsearch';
import type { ClusterContext } from '../cluster/cluster.context.ts';
import type { LogRecord, PartitionLog } from '../engine/log-record.ts';
import type { RecordLogs } from '../engine/record-logs.ts';
import type { PartitionsMachine } from '../zeebe/partitions.machine.ts';
import type { Partition, Replica } from '../zeebe/zeebe.state.ts';
import { exporterIds } from '../profiles/8.8/exporters.routes.ts';
import { HistoryWriter } from './history-writer.ts';
import { isExported } from './record-indices.ts';
import { RecordIndicesWriter } from './record-writer.ts';
import type { RecordWriter } from './record-writer.ts';

/** How many records go into one bulk request. */
const bulkSize = 1_000;

interface Cursor {
  /** The broker whose exporter this is: the next leader begins again where the last acknowledged position is. */
  readonly broker: number;
  /** What it reads: a partition that was wiped comes back with another log. */
  readonly log: PartitionLog;
  position: number;
}

/**
 * Writes the records of every led partition into Elasticsearch, each under an id made of partition and position, so that
 * writing one twice changes nothing. While exporting is paused softly it writes and does not acknowledge; paused hard, it
 * does neither.
 */
export class Exporter {
  private readonly cursors = new Map<number, Cursor>();
  /** By the ids that the exporters have. */
  private readonly writers: Readonly<Record<string, RecordWriter>>;

  constructor(
    private readonly cluster: ClusterContext,
    elasticsearch: Client,
    private readonly zeebe: { readonly partitions: PartitionsMachine; readonly logs: RecordLogs },
  ) {
    this.writers = {
      camundaexporter: new HistoryWriter(elasticsearch, cluster.config),
      elasticsearch: new RecordIndicesWriter(elasticsearch, cluster.config.version),
    };
  }

  /** One round. @returns whether a partition has more to export */
  async round(): Promise<boolean> {
    const led = this.zeebe.partitions.ledPartitions();
    this.forgetOthers(led);
    let more = false;
    for (const partition of led) {
      const leader = this.zeebe.partitions.leaderReplica(partition);
      if (leader === undefined) continue;
      const cursor = this.cursorOf(partition, leader);
      if (leader.phase !== 'PAUSED' && (await this.exportFrom(partition, cursor))) more = true;
      // While it wrote, the broker may have been stopped, and even wiped.
      if (partition.log === cursor.log && this.zeebe.partitions.leaderReplica(partition) === leader)
        this.acknowledge(partition, leader, cursor);
    }
    return more;
  }

  private async exportFrom(partition: Partition, cursor: Cursor): Promise<boolean> {
    const due = cursor.log.records.filter(({ position }) => position > cursor.position);
    const batch = due.slice(0, bulkSize);
    const last = batch.at(-1);
    if (last === undefined) return false;
    await this.write(partition.partitionId, batch.filter(isExported));
    cursor.position = last.position;
    return due.length > batch.length;
  }

  /** Each of its exporters; they keep one position together. */
  private async write(partitionId: number, records: readonly LogRecord[]): Promise<void> {
    if (records.length === 0) return;
    const { config } = this.cluster;
    const ids = config.components.includes('webapps') ? exporterIds(this.cluster) : ['elasticsearch'];
    for (const [id, writer] of Object.entries(this.writers))
      if (ids.includes(id)) await writer.write(partitionId, records);
  }

  /** The position that survives a restart, and that a backup keeps. */
  private acknowledge(partition: Partition, leader: Replica, { position: written }: Cursor): void {
    if (leader.phase !== 'EXPORTING' || !leader.acknowledging) return;
    if (written <= partition.exportedPosition) return;
    partition.exportedPosition = written;
    this.zeebe.logs.compact(partition);
  }

  private cursorOf(partition: Partition, { broker }: Replica): Cursor {
    const { partitionId, exportedPosition } = partition;
    const log = this.zeebe.logs.logOf(partition);
    const known = this.cursors.get(partitionId);
    if (known?.broker === broker && known.log === log) return known;
    const cursor = { broker, log, position: exportedPosition };
    this.cursors.set(partitionId, cursor);
    return cursor;
  }

  /** An exporter ends with its broker; the one that comes after it may have to make the templates again. */
  private forgetOthers(led: readonly Partition[]): void {
    for (const id of this.cursors.keys()) {
      if (led.some(({ partitionId }) => partitionId === id)) continue;
      this.cursors.delete(id);
      for (const writer of Object.values(this.writers)) writer.forget();
    }
  }
}
