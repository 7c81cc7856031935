import { beforeEach, describe, expect, it } from '@jest/globals';
import type { PlannedSnapshot, RestorePlan } from '#domain';
import type { IndexRecovery } from '#search';
import { planHash, type ClusterClients, type StepContext } from '#engine';
import { RestoreSnapshotsStep } from './restore-snapshots.step.ts';

const snapshot = (name: string, indices: string[]): PlannedSnapshot => ({
  snapshot: name,
  uuid: name,
  component: 'operate',
  indices,
  sizeBytes: 1,
});
const PLAN = [
  snapshot('one', ['operate-a']),
  snapshot('none', []),
  snapshot('two', ['operate-b', 'operate-c']),
];

let recovery: IndexRecovery[];
let effects: string[];
let kept: Record<string, unknown>;
beforeEach(() => {
  recovery = [];
  effects = [];
  kept = {};
});

const recovered = (index: string, from: string, over: Partial<IndexRecovery> = {}): IndexRecovery => ({
  index,
  type: 'snapshot',
  repository: 'camunda',
  snapshot: from,
  done: true,
  shardsDone: 1,
  shardsTotal: 1,
  bytesDone: 1,
  bytesTotal: 1,
  stuck: null,
  ...over,
});

const store = {
  recovery: (indices: readonly string[]) =>
    Promise.resolve(recovery.filter(({ index }) => indices.includes(index))),
  restore: ({ snapshot: name }: { snapshot: string }) => {
    effects.push(`restore ${name}`);
    return Promise.resolve();
  },
  deleteIndices: (names: readonly string[]) => {
    effects.push(`delete ${names.join(',')}`);
    recovery = recovery.filter(({ index }) => !names.includes(index));
    return Promise.resolve();
  },
};
const step = new RestoreSnapshotsStep('operate', {
  of: () => ({ restores: store }),
} as unknown as ClusterClients);

/** What a process would do at its next look, with only what it kept. */
function pass(allowed = ['operate-*'], procedure = 'restore-app') {
  const plan = { snapshots: PLAN, allowed: ['operate-*'], deletes: [] };
  const context = {
    cluster: {
      name: 'a',
      records: { repository: 'camunda' },
      restore: { indices: allowed },
      indexSpace: { prefixes: { operate: 'operate', records: 'zeebe-record' }, exact: [], others: [] },
    },
    run: { kind: 'restore', procedure, plan: { ...plan, hash: planHash(plan as unknown as RestorePlan) } },
    memory: { kept },
    look: () => ({}),
    intend: () => Promise.resolve(),
    keep: (more: Record<string, unknown>) => Object.assign(kept, more),
    mutate: <T>(effect: (call: unknown) => Promise<T>) => effect({}),
  };
  return step.pass(context as unknown as StepContext);
}

describe('RestoreSnapshotsStep', () => {
  it('restores one snapshot after the other, and asks for nothing where a part is empty', async () => {
    expect(await pass()).toMatchObject({ done: false, progress: { done: 0, total: 3 } });
    recovery = [recovered('operate-a', 'one')];
    expect(await pass()).toMatchObject({ done: false, progress: { done: 1, total: 3 } });
    expect(await pass()).toMatchObject({ done: false, progress: { done: 2, total: 3 } });
    await pass();
    recovery.push(recovered('operate-b', 'two'), recovered('operate-c', 'two'));
    expect(await pass()).toMatchObject({ done: true, progress: { done: 3, total: 3 } });
    expect(effects).toEqual(['restore one', 'restore two']);
  });

  it('waits for one that was asked for, also by a process that died after it', async () => {
    await pass();
    recovery = [recovered('operate-a', 'one', { done: false })];
    expect(await pass()).toMatchObject({ done: false, answer: expect.stringContaining('0 of 1') });
    expect(effects).toEqual(['restore one']);
  });

  it('takes an index that is back from that very snapshot for its own, although the answer was lost', async () => {
    recovery = [recovered('operate-a', 'one')];
    expect(await pass()).toMatchObject({ progress: { done: 1, total: 3 } });
    expect(effects).toEqual([]);
  });

  it('never touches an index that came into being by itself', async () => {
    recovery = [recovered('operate-a', 'one', { type: 'other', snapshot: null })];
    await expect(pass()).rejects.toMatchObject({ detail: { code: 'index-in-the-way', retryable: false } });
    expect(effects).toEqual([]);
  });

  it('deletes what the running cluster made again, a few times, and only what is on the allow-list', async () => {
    const inProcess = (allowed = ['operate-*']) => pass(allowed, 'restore-in-process');
    const other = () => [recovered('operate-a', 'one', { type: 'other', snapshot: null })];
    recovery = other();
    expect(await inProcess()).toMatchObject({
      done: false,
      answer: expect.stringContaining('operate-a was made again'),
    });
    await inProcess();
    expect(effects).toEqual(['delete operate-a', 'restore one']);
    [kept, effects] = [{}, []];
    for (let time = 1; time <= 5; time += 1) {
      recovery = other();
      await inProcess();
    }
    recovery = other();
    await expect(inProcess()).rejects.toMatchObject({
      detail: { code: 'index-in-the-way', retryable: false },
    });
    [kept, effects, recovery] = [{}, [], other()];
    await inProcess([]);
    expect(effects).toEqual(['delete ']);
  });

  it('restores again what it asked for, when Elasticsearch no longer knows its origin', async () => {
    await pass();
    recovery = [recovered('operate-a', 'one', { type: 'other', snapshot: null })];
    await pass();
    await pass();
    expect(effects).toEqual(['restore one', 'delete operate-a', 'restore one']);
  });

  it('deletes nothing that is not on the allow-list, whatever became of it', async () => {
    await pass([]);
    recovery = [recovered('operate-a', 'one', { type: 'other', snapshot: null })];
    await pass([]);
    expect(effects).toEqual(['restore one', 'delete ']);
  });

  it('fails with the words of Elasticsearch where an index cannot be placed', async () => {
    await pass();
    recovery = [recovered('operate-a', 'one', { done: false, stuck: 'the disk is full.' })];
    await expect(pass()).rejects.toMatchObject({
      detail: { code: 'restore-failed', message: expect.stringContaining('the disk is full') },
    });
  });
});
