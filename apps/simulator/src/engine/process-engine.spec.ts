import { describe, expect, it } from '@jest/globals';
import { operateDocuments } from '../importers/operate.documents.ts';
import { tasklistDocuments } from '../importers/tasklist.documents.ts';
import type { Documents, ImportedRecord } from '../importers/imported-record.ts';
import { partitionsWithLogs } from '../testing/record-logs.fake.ts';
import { ProcessEngine } from './process-engine.ts';
import { USER_TASK_JOB } from './process-model.ts';

function engineOfTwoPartitions() {
  const setting = partitionsWithLogs();
  return { ...setting, engine: new ProcessEngine(setting.context, setting.partitions, setting.logs) };
}

type Setting = ReturnType<typeof engineOfTwoPartitions>;

/** All records of a partition, as an importer would read them. */
const recordsOf = ({ state }: Setting): ImportedRecord[] =>
  state.zeebe.partitions.flatMap(({ partitionId, log }) =>
    (log?.records ?? []).map((record) => ({ ...record, partitionId })),
  );

/** How many documents each index ends up with. */
function documentCounts(records: readonly ImportedRecord[], documents: Documents): Record<string, number> {
  const ids = new Map<string, Set<string>>();
  records
    .flatMap((record) => documents.writes(record))
    .forEach(({ index, id }, order) => {
      ids.set(index, (ids.get(index) ?? new Set()).add(id ?? `new-${order}`));
    });
  return Object.fromEntries([...ids].map(([index, of]) => [index, of.size]));
}

describe('the process engine', () => {
  it('writes as many records of each type for an instance as were recorded', () => {
    const setting = engineOfTwoPartitions();
    setting.engine.start({ request: 1, amount: 10 });
    const counts: Record<string, number> = {};
    for (const { valueType } of recordsOf(setting)) counts[valueType] = (counts[valueType] ?? 0) + 1;
    expect(counts).toEqual({
      PROCESS: 1,
      DEPLOYMENT: 1,
      COMMAND_DISTRIBUTION: 2,
      PROCESS_INSTANCE_CREATION: 1,
      PROCESS_INSTANCE: 9,
      VARIABLE: 2,
      JOB: 1,
    });
  });

  it('numbers positions without a gap, and keys and sequences by partition', () => {
    const setting = engineOfTwoPartitions();
    for (let count = 0; count < 4; count += 1) setting.engine.start({});
    for (const { partitionId, log, processedPosition } of setting.state.zeebe.partitions) {
      const records = log?.records ?? [];
      expect(records.map(({ position }) => position)).toEqual(records.map((_, index) => index + 1));
      expect(processedPosition).toBe(records.length);
      expect(records.every(({ sequence }) => Math.floor(sequence / 2 ** 51) === partitionId)).toBe(true);
    }
  });

  it('hands out a job to one worker at a time, and again when its time is over', () => {
    const { clock, engine } = engineOfTwoPartitions();
    engine.start({ request: 1 });
    const [job] = engine.activate(USER_TASK_JOB, 5, 1_000);
    expect(engine.activate(USER_TASK_JOB, 5, 1_000)).toEqual([]);
    clock.advance(1_000);
    expect(engine.activate(USER_TASK_JOB, 5, 1_000).map(({ key }) => key)).toEqual([job?.key]);
    expect(engine.activate('other', 5, 1_000)).toEqual([]);
  });

  it('completes a job once, and then its instance is over', () => {
    const setting = engineOfTwoPartitions();
    const started = setting.engine.start({ request: 1 });
    const [job] = setting.engine.activate(USER_TASK_JOB, 1, 0);
    expect(setting.engine.complete(job?.key ?? 0, { approved: true })).toBe(true);
    expect(setting.engine.complete(job?.key ?? 0, {})).toBe(false);
    expect(setting.engine.setVariables(started?.processInstanceKey ?? 0, { late: 1 })).toBe(false);
    const ends = recordsOf(setting).filter(
      ({ intent, value }) => intent === 'ELEMENT_COMPLETED' && value.bpmnElementType === 'PROCESS',
    );
    expect(ends.map(({ key }) => key)).toEqual([started?.processInstanceKey]);
  });

  it('starts nothing while no partition has a leader', () => {
    const { state, engine } = engineOfTwoPartitions();
    state.stopped.push('broker-0');
    expect(engine.start({})).toBeUndefined();
  });
});

describe('what the importers make of an instance at its user task', () => {
  const setting = engineOfTwoPartitions();
  for (let count = 0; count < 10; count += 1) setting.engine.start({ request: count, customer: 'c' });

  it('is as many documents in Operate as were recorded', () => {
    expect(documentCounts(recordsOf(setting), operateDocuments)).toEqual({
      'operate-list-view-8.3.0_': 50,
      'operate-sequence-flow-8.3.0_': 10,
      'operate-variable-8.3.0_': 20,
      'operate-event-8.3.0_': 20,
      'operate-flownode-instance-8.3.1_': 20,
      'operate-job-8.6.0_': 10,
      'operate-metric-8.3.0_': 10,
      'operate-process-8.3.0_': 1,
    });
  });

  it('is as many documents in Tasklist as were recorded', () => {
    expect(documentCounts(recordsOf(setting), tasklistDocuments)).toEqual({
      'tasklist-task-8.5.0_': 10,
      'tasklist-list-view-8.6.0_': 30,
      'tasklist-flownode-instance-8.3.0_': 20,
      'tasklist-variable-8.3.0_': 20,
      'tasklist-process-8.4.0_': 1,
    });
  });
});

describe('the log of a partition', () => {
  it('keeps what is not acknowledged, and comes back as it was backed up', () => {
    const { engine, logs, state } = engineOfTwoPartitions();
    engine.start({ request: 1 });
    const [partition] = state.zeebe.partitions;
    if (partition === undefined) throw new Error('there is no partition');
    partition.exportedPosition = 4;
    logs.compact(partition);
    expect(partition.log?.records[0]?.position).toBe(5);
    logs.checkpoint(partition);
    expect(partition.snapshotId).toMatch(new RegExp(`^\\d+-1-${partition.processedPosition}-4-0$`));
    const content = logs.contentOf(1);
    const backedUp = structuredClone(partition.log);
    if (content === undefined) throw new Error('there is no content');
    logs.clear(partition);
    expect(logs.contentOf(1)).toBeUndefined();
    expect(logs.bringBack(partition, 7)).toBe(false);
    logs.keepFetched(7, 1, content);
    expect(logs.bringBack(partition, 7)).toBe(true);
    expect(partition.log).toEqual(backedUp);
  });
});
