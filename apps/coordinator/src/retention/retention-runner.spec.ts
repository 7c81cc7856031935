import { Logger } from '@nestjs/common';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { ClusterConfig } from '#config';
import type { RetentionRun } from '#contracts';
import { ProblemError } from '../http/problem.error.ts';
import { newRetentionRun } from './retention-run.ts';
import { RetentionRunner } from './retention-runner.ts';

const CLUSTER = { name: 'prod', retention: {} } as ClusterConfig;

let run: RetentionRun | null;
let wanted: string | null;
let writes: number;
let isLocked: boolean;
/** Runs by number, and the number of the deletion of each set that was started last. */
let runs: Map<number, Record<string, unknown>>;
let noted: Map<number, number>;
let verdicts: { backupId: number; verdict: 'keep' | 'delete'; reasons: string[] }[];
let problems: string[];
let deletions: number[];
let refusal: Error | null;

const doomed = (...ids: number[]) =>
  ids.map((backupId) => ({ backupId, verdict: 'delete' as const, reasons: ['no rule keeps it'] }));

beforeEach(() => {
  Logger.overrideLogger(false);
  [run, wanted, writes, isLocked, refusal] = [null, null, 0, false, null];
  runs = new Map();
  noted = new Map();
  [verdicts, problems, deletions] = [doomed(1, 2), [], []];
});
afterEach(() => {
  Logger.overrideLogger(['log', 'warn', 'error']);
});

function runner(): RetentionRunner {
  const store = {
    last: () => Promise.resolve({ run, text: JSON.stringify(run) }),
    wanted: () => Promise.resolve(wanted),
    unwanted: () => Promise.resolve(void (wanted = null)),
    write: (_: string, __: unknown, given: { run: RetentionRun; answers?: boolean }) => {
      ({ run } = given);
      writes += 1;
      if (given.answers) wanted = null;
      return Promise.resolve(given);
    },
  };
  const records = {
    busyWith: () => Promise.resolve(isLocked ? 'backup' : null),
    find: (_: string, number: number) => Promise.resolve(runs.get(number) ?? null),
  };
  const survey = { decide: () => Promise.resolve({ at: new Date(), sets: [], verdicts, problems }) };
  const deleting = {
    delete: (_: string, backupId: number) => {
      if (refusal) return Promise.reject(refusal);
      deletions.push(backupId);
      runs.set(100 + backupId, { phase: 'running', setId: backupId });
      return Promise.resolve({ number: 100 + backupId });
    },
  };
  const notes = {
    of: (_: string, [id]: number[]) => Promise.resolve([{ deletionId: noted.get(id!) ?? null }]),
  };
  return new RetentionRunner(
    ...([store, records, survey, deleting, notes] as unknown as ConstructorParameters<
      typeof RetentionRunner
    >),
  );
}

const states = () => run?.sets.map(({ state }) => state);
const end = (backupId: number, outcome: string) =>
  runs.set(100 + backupId, {
    phase: 'done',
    outcome,
    checks: [],
    setId: backupId,
    failure: { message: 'no room' },
  });

describe('a retention run', () => {
  it('starts when one is wanted and the cluster is free, once', async () => {
    [wanted, isLocked] = ['schedule nightly, after backup 3', true];
    await runner().advance(CLUSTER);
    expect([run, wanted]).toEqual([null, 'schedule nightly, after backup 3']);
    isLocked = false;
    await runner().advance(CLUSTER);
    expect([run?.by, states(), wanted]).toEqual([
      'schedule nightly, after backup 3',
      ['waiting', 'waiting'],
      null,
    ]);
  });

  it('is forgotten where there is no retention', async () => {
    wanted = 'somebody';
    await runner().advance({ name: 'prod' } as ClusterConfig);
    expect([run, wanted]).toEqual([null, null]);
  });

  it('deletes one set after the other, and says of each what came of it', async () => {
    run = newRetentionRun('prod', [1, 2], 'ops');
    const going = runner();
    await going.advance(CLUSTER);
    expect([deletions, states()]).toEqual([[1], ['deleting', 'waiting']]);
    await going.advance(CLUSTER);
    expect(deletions).toEqual([1]);
    end(1, 'completed');
    await going.advance(CLUSTER);
    expect([deletions, states()]).toEqual([
      [1, 2],
      ['deleted', 'deleting'],
    ]);
    end(2, 'failed');
    await going.advance(CLUSTER);
    expect([states(), run.sets[1]?.message]).toEqual([
      ['deleted', 'failed'],
      'its deletion ended as failed: no room',
    ]);
    expect(run.finishedAt).not.toBeNull();
  });

  it('takes up a deletion that a process started right before it died', async () => {
    run = newRetentionRun('prod', [1], 'ops');
    noted.set(1, 101);
    runs.set(101, { phase: 'running', setId: 1, requestedAt: new Date(Date.now() + 1).toISOString() });
    isLocked = true;
    await runner().advance(CLUSTER);
    expect([deletions, run.sets[0]]).toEqual([
      [],
      { backupId: 1, state: 'deleting', deletionId: 101, message: null },
    ]);
  });

  it('does not take an older deletion of the set for its own', async () => {
    run = newRetentionRun('prod', [1], 'ops');
    noted.set(1, 99);
    runs.set(99, { phase: 'done', outcome: 'failed', setId: 1, requestedAt: '2020-01-01T00:00:00.000Z' });
    await runner().advance(CLUSTER);
    expect(deletions).toEqual([1]);
  });

  it('keeps what has a reason to stay by now, and knows what is gone', async () => {
    run = newRetentionRun('prod', [1, 2], 'ops');
    verdicts = [{ backupId: 1, verdict: 'keep', reasons: ['kept by hand'] }];
    await runner().advance(CLUSTER);
    expect(run.sets.map(({ state, message }) => [state, message])).toEqual([
      ['kept', 'kept by hand'],
      ['deleted', 'it was gone already'],
    ]);
    expect(deletions).toEqual([]);
  });

  it('keeps what was kept just before its deletion held the cluster', async () => {
    run = newRetentionRun('prod', [1], 'ops');
    await runner().advance(CLUSTER);
    expect(states()).toEqual(['deleting']);
    const checks = [{ name: 'set-may-go', component: 'coordinator', ok: false, message: 'kept by ops' }];
    runs.set(101, { phase: 'done', outcome: 'rejected', checks, setId: 1, failure: { message: '1 of 5' } });
    await runner().advance(CLUSTER);
    expect(run.sets[0]).toMatchObject({ state: 'kept', message: 'kept by ops' });
  });

  it('waits while something cannot be read, and while the cluster is busy', async () => {
    run = newRetentionRun('prod', [1], 'ops');
    problems = ['Zeebe does not answer'];
    await runner().advance(CLUSTER);
    problems = [];
    refusal = new ProblemError('cluster-busy', 'busy');
    await runner().advance(CLUSTER);
    expect([writes, states()]).toEqual([0, ['waiting']]);
  });

  it.each([
    ['set-kept', 'kept'],
    ['last-complete-set', 'kept'],
    ['unknown-backup', 'failed'],
  ] as const)('that is refused with %s leaves the set as %s', async (kind, state) => {
    run = newRetentionRun('prod', [1], 'ops');
    refusal = new ProblemError(kind, 'no');
    await runner().advance(CLUSTER);
    expect(run.sets[0]).toMatchObject({ state, message: 'no' });
  });
});
