/** The value types that the process engine of the simulator writes. */
export const valueTypes = [
  'DEPLOYMENT',
  'PROCESS',
  'COMMAND_DISTRIBUTION',
  'PROCESS_INSTANCE_CREATION',
  'PROCESS_INSTANCE',
  'VARIABLE',
  'JOB',
  'CHECKPOINT',
] as const;
export type ValueType = (typeof valueTypes)[number];

/** An entry of a partition's log, before it has a position. */
export interface LogEntry {
  readonly valueType: ValueType;
  readonly intent: string;
  readonly key: number;
  readonly value: Readonly<Record<string, unknown>>;
}

/** A record as the log of a partition holds it. */
export interface LogRecord extends LogEntry {
  readonly position: number;
  /** Counts the records of one value type; the partition is in its upper bits. */
  readonly sequence: number;
  /** Milliseconds since 1970. */
  readonly timestamp: number;
}

/** A job of a user task that is waiting to be completed. */
export interface OpenJob {
  readonly key: number;
  readonly type: string;
  readonly elementInstanceKey: number;
  readonly processInstanceKey: number;
  /** Until when it belongs to the worker that activated it (ms since 1970); 0: to no worker. */
  lockedUntil: number;
}

export interface OpenInstance {
  readonly key: number;
  readonly variables: Record<string, unknown>;
}

/** All that a partition knows: what a backup stores, and a restore puts back. Plain JSON. */
export interface PartitionLog {
  /** The counter behind the next key. */
  nextKey: number;
  sequences: Partial<Record<ValueType, number>>;
  /** Key of the process definition. */
  processDefinitionKey: number;
  instances: Record<string, OpenInstance>;
  jobs: Record<string, OpenJob>;
  /** Records that an exporter may still need, in order of position. */
  records: LogRecord[];
}
