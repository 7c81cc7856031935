import type { Client } from '@elastic/elasticsearch';
import type { LogRecord } from '../engine/log-record.ts';
import { exportedRecord, putRecordTemplates, recordIndex } from './record-indices.ts';

/** One exporter of a broker, as far as it writes: the same records again change nothing. */
export interface RecordWriter {
  /** @throws Error when the engine does not take all of them */
  write(partitionId: number, records: readonly LogRecord[]): Promise<void>;
  /** The process ended: what it made at its start may be gone. */
  forget(): void;
}

/** Writes records as they are, each under an id made of partition and position. */
export class RecordIndicesWriter implements RecordWriter {
  private hasTemplates = false;

  constructor(
    private readonly elasticsearch: Client,
    private readonly version: string,
  ) {}

  async write(partitionId: number, records: readonly LogRecord[]): Promise<void> {
    const { version } = this;
    if (!this.hasTemplates) {
      await putRecordTemplates(this.elasticsearch, version);
      this.hasTemplates = true;
    }
    const { errors, items } = await this.elasticsearch.bulk({
      operations: records.flatMap((record) => [
        {
          index: {
            _index: recordIndex(record, version),
            _id: `${partitionId}-${record.position}`,
            routing: String(partitionId),
          },
        },
        exportedRecord(record, partitionId, version),
      ]),
    });
    if (errors) throw new Error(JSON.stringify(items.find(({ index }) => index?.error !== undefined)));
  }

  forget(): void {
    this.hasTemplates = false;
  }
}
