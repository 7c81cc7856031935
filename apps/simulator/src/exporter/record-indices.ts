import type { Client, estypes } from '@elastic/elasticsearch';
import { recordIndices } from '../config/default-indices.ts';
import type { LogRecord, ValueType } from '../engine/log-record.ts';

export const recordPrefix = 'zeebe-record';

/** Checkpoints stay in the log: the exporter leaves them out by default. */
export const isExported = ({ valueType }: LogRecord): boolean => valueType !== 'CHECKPOINT';

/** As in the name of an index: `process-instance`. */
export const typeName = (valueType: ValueType): string => valueType.toLowerCase().replaceAll('_', '-');

/** One index for each value type, version and day (UTC). */
export const recordIndex = ({ valueType, timestamp }: LogRecord, version: string): string =>
  `${recordPrefix}_${typeName(valueType)}_${version}_${new Date(timestamp).toISOString().slice(0, 10)}`;

/** What a record says is kept as it is and not indexed; what places it is. */
const mappings: estypes.MappingTypeMapping = {
  dynamic: 'strict',
  properties: {
    position: { type: 'long' },
    sourceRecordPosition: { type: 'long' },
    key: { type: 'long' },
    sequence: { type: 'long' },
    partitionId: { type: 'integer' },
    timestamp: { type: 'date' },
    recordType: { type: 'keyword' },
    recordVersion: { type: 'integer' },
    valueType: { type: 'keyword' },
    intent: { type: 'keyword' },
    brokerVersion: { type: 'keyword' },
    rejectionType: { type: 'keyword' },
    rejectionReason: { type: 'keyword' },
    value: { type: 'object', enabled: false },
  },
};

/** The index templates of the exporter, one for each value type. Idempotent. */
export async function putRecordTemplates(elasticsearch: Client, version: string): Promise<void> {
  for (const [index, shards] of recordIndices) {
    const name = index.replace(/_[^_]*$/, `_${version}`);
    const type = name.slice(recordPrefix.length + 1, -version.length - 1);
    await elasticsearch.indices.putIndexTemplate({
      name,
      index_patterns: [`${name}_*`],
      priority: 20,
      template: {
        settings: { number_of_shards: shards, number_of_replicas: 0 },
        mappings,
        aliases: { [`${recordPrefix}-${type}`]: {} },
      },
    });
  }
}

/** A record as the exporter writes it. */
export function exportedRecord(record: LogRecord, partitionId: number, brokerVersion: string): object {
  return {
    ...record,
    partitionId,
    brokerVersion,
    recordType: 'EVENT',
    recordVersion: 1,
    sourceRecordPosition: -1,
    rejectionType: 'NULL_VAL',
    rejectionReason: '',
  };
}
