import type { ValueType } from '../engine/log-record.ts';

/** A record as an importer reads it out of Elasticsearch. A real exporter writes more; this is what is used. */
export interface ImportedRecord {
  readonly partitionId: number;
  readonly position: number;
  readonly sequence: number;
  readonly key: number;
  readonly timestamp: number;
  readonly valueType: ValueType;
  readonly intent: string;
  readonly value: {
    readonly bpmnProcessId?: string;
    readonly processDefinitionKey?: number;
    readonly processInstanceKey?: number;
    readonly version?: number;
    readonly elementId?: string;
    readonly elementInstanceKey?: number;
    readonly bpmnElementType?: string;
    readonly scopeKey?: number;
    readonly name?: string;
    readonly value?: string;
    readonly type?: string;
    readonly resourceName?: string;
    readonly tenantId?: string;
  };
}

/** What an importer makes of a record: a document, or fields of one that may be there already. */
export interface Write {
  readonly index: string;
  /** Absent: a new document each time the record is imported. */
  readonly id?: string;
  /** Where a child of another document is stored. */
  readonly routing?: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** The value types that an application reads, and what it makes of their records. */
export interface Documents {
  readonly reads: readonly ValueType[];
  writes(record: ImportedRecord): Write[];
}

/** ISO 8601, as the applications store their dates. */
export const date = (timestamp: number): string => new Date(timestamp).toISOString();

/** What an application makes of each kind of record. What it leaves out it does not read, or makes nothing of. */
export interface Makers {
  readonly process: (record: ImportedRecord) => Write[];
  readonly processInstance: (record: ImportedRecord) => Write[];
  readonly flowNode?: (record: ImportedRecord) => Write[];
  readonly sequenceFlow?: (record: ImportedRecord) => Write[];
  readonly variable?: (record: ImportedRecord) => Write[];
  readonly job?: (record: ImportedRecord) => Write[];
}

function makerOf({ valueType, value }: ImportedRecord, makers: Makers): Makers[keyof Makers] {
  switch (valueType) {
    case 'PROCESS':
      return makers.process;
    case 'VARIABLE':
      return makers.variable;
    case 'JOB':
      return makers.job;
    case 'PROCESS_INSTANCE':
      if (value.bpmnElementType === 'PROCESS') return makers.processInstance;
      return value.bpmnElementType === 'SEQUENCE_FLOW' ? makers.sequenceFlow : makers.flowNode;
    default:
      return undefined;
  }
}

export const documentsBy = (makers: Makers): Documents => ({
  reads: [
    'PROCESS',
    'PROCESS_INSTANCE',
    ...(makers.variable ? (['VARIABLE'] as const) : []),
    ...(makers.job ? (['JOB'] as const) : []),
  ],
  writes: (record) => makerOf(record, makers)?.(record) ?? [],
});
