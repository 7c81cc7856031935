import type { Client } from '@elastic/elasticsearch';
import type { ClusterConfig } from '../config/simulator.schema.ts';
import type { LogRecord } from '../engine/log-record.ts';
import type { ImportedRecord, Write } from '../importers/imported-record.ts';
import { operationOf } from '../importers/importer.ts';
import { operateDocuments } from '../importers/operate.documents.ts';
import { tasklistDocuments } from '../importers/tasklist.documents.ts';
import { historyLayers } from '../profiles/8.8/history-indices.ts';
import { indexPrefixOf } from '../profiles/8.8/history-names.ts';
import type { RecordWriter } from './record-writer.ts';

/** Indices of Operate and Tasklist that have another name since 8.8. */
const renamed: Readonly<Record<string, string>> = { 'tasklist-task-8.5.0_': 'tasklist-task-8.8.0_' };

/**
 * What the Camunda Exporter of 8.8 and later makes of a record: the documents of Operate and Tasklist that still have an
 * index. Never recorded. Each has an id, so the same record again changes nothing.
 */
export function historyWrites(
  config: Pick<ClusterConfig, 'version' | 'indexPrefix'>,
  record: ImportedRecord,
): Write[] {
  const known = new Set(
    historyLayers(config.version).flatMap(({ indices }) => indices.map(([name]) => name)),
  );
  const inFront = indexPrefixOf(config);
  return [...operateDocuments.writes(record), ...tasklistDocuments.writes(record)]
    .map((write) => ({ ...write, index: renamed[write.index] ?? write.index }))
    .filter(({ id, index }) => id !== undefined && known.has(index))
    .map((write) => ({ ...write, index: `${inFront}${write.index}` }));
}

/** Writes the history itself, without records in between. */
export class HistoryWriter implements RecordWriter {
  constructor(
    private readonly elasticsearch: Client,
    private readonly config: ClusterConfig,
  ) {}

  async write(partitionId: number, records: readonly LogRecord[]): Promise<void> {
    const writes = records.flatMap((record) =>
      historyWrites(this.config, { ...record, partitionId } as ImportedRecord),
    );
    if (writes.length === 0) return;
    const operations = writes.flatMap(operationOf);
    const { errors, items } = await this.elasticsearch.bulk({ operations, refresh: true });
    if (!errors) return;
    const failed = items.flatMap((item) => Object.values(item)).find(({ error }) => error !== undefined);
    throw new Error(`the history cannot be written: ${JSON.stringify(failed)}`);
  }

  forget(): void {
    // The indices are made by the start of a broker.
  }
}
