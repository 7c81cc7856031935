import type { LogRecord, PartitionLog } from '../../engine/log-record.ts';

const STATE = 'snapshot/state.json';
const RECORDS = 'segments/records.jsonl';

/** The objects that hold a partition, by name: what its records add up to, and the records themselves. */
export function objectsOf({ records, ...state }: PartitionLog): Record<string, string> {
  return {
    [STATE]: JSON.stringify(state),
    [RECORDS]: records.map((record) => `${JSON.stringify(record)}\n`).join(''),
  };
}

/** @throws SyntaxError when an object is damaged, Error when one is missing */
export function partitionOf(objects: Readonly<Record<string, string>>): PartitionLog {
  const state = objects[STATE];
  const records = objects[RECORDS];
  if (state === undefined || records === undefined) throw new Error('an object of the backup is missing');
  return {
    ...(JSON.parse(state) as Omit<PartitionLog, 'records'>),
    records: records
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as LogRecord),
  };
}
