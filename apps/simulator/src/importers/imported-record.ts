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

export const isFlowNode = ({ value }: ImportedRecord): boolean =>
  value.bpmnElementType !== 'PROCESS' && value.bpmnElementType !== 'SEQUENCE_FLOW';
