import { beforeEach, describe, expect, it } from '@jest/globals';
import { StepFailure, type RestorePlan } from '#domain';
import type { IndexRecovery } from '#search';
import { planHash, type ClusterClients, type StepContext } from '#engine';
import { RehearseRestoreStep } from './rehearse-restore.step.ts';

const AS = 'holdfast-rehearsal-17-run';
const OVER = { done: true, type: 'snapshot', stuck: null } as const;

let recovery: Partial<IndexRecovery> | null;
let docs: number | null;
let effects: string[];
let kept: Record<string, unknown>;
let refusal: StepFailure | null;
beforeEach(() => {
  [recovery, docs, effects, kept, refusal] = [null, 2, [], {}, null];
});

const store = {
  recovery: ([index]: string[]) =>
    Promise.resolve(recovery ? [{ index, shardsDone: 0, shardsTotal: 1, ...recovery }] : []),
  indices: ([name]: string[]) => Promise.resolve([{ name, docs }]),
  rehearse: ({ snapshot, index, as }: Record<string, string>) => {
    effects.push(`restore ${index} of ${snapshot} as ${as}`);
    return refusal ? Promise.reject(refusal) : Promise.resolve();
  },
  deleteIndices: (names: readonly string[]) => {
    effects.push(`delete ${names.join(',')}`);
    recovery = null;
    return Promise.resolve();
  },
};
const step = new RehearseRestoreStep({ of: () => ({ restores: store }) } as unknown as ClusterClients);

/** What any process would see at its next look. */
function context(rehearsal: RestorePlan['rehearsal'] = { snapshot: 's', index: 'i' }): StepContext {
  const plan = { snapshots: [], allowed: [], deletes: [], rehearsal };
  return {
    cluster: { name: 'a', records: { repository: 'camunda' } },
    run: {
      kind: 'restore',
      number: 17,
      runId: 'RUN',
      plan: { ...plan, hash: planHash(plan as unknown as RestorePlan) },
    },
    memory: { kept, intendedAt: Date.now() - 60_000 },
    look: () => ({}),
    intend: () => Promise.resolve(),
    keep: (more: Record<string, unknown>) => Object.assign(kept, more),
    mutate: <T>(effect: (call: unknown) => Promise<T>) => effect({}),
  } as unknown as StepContext;
}

describe('RehearseRestoreStep', () => {
  it('restores, waits, counts, deletes, and is done when the index is gone', async () => {
    expect(await step.pass(context())).toMatchObject({ done: false });
    recovery = { ...OVER, done: false };
    expect(await step.pass(context())).toMatchObject({ done: false, answer: '0 of 1 shards restored' });
    recovery = OVER;
    expect(await step.pass(context())).toMatchObject({ done: false });
    expect(await step.pass(context())).toMatchObject({
      done: true,
      answer: expect.stringMatching(/2 documents/),
    });
    expect(effects).toEqual([`restore i of s as ${AS}`, `delete ${AS}`]);
  });

  it('finds what a process began that died, by its name alone', async () => {
    recovery = OVER;
    await step.pass(context());
    expect(await step.pass(context())).toMatchObject({ done: true });
    expect(effects).toEqual([`delete ${AS}`]);
  });

  it('deletes, and asks again, when a node forgot where the index came from', async () => {
    recovery = { ...OVER, type: 'other' };
    await step.pass(context());
    expect(await step.pass(context())).toMatchObject({ done: false });
    expect(effects).toEqual([`delete ${AS}`, `restore i of s as ${AS}`]);
  });

  it('does not count what cannot be counted yet, and keeps the index', async () => {
    [recovery, docs] = [OVER, null];
    await expect(step.pass(context())).rejects.toMatchObject({ detail: { retryable: true } });
    expect(effects).toEqual([]);
  });

  it('takes away what cannot be restored, and fails saying that nothing was touched', async () => {
    recovery = { ...OVER, done: false, stuck: 'shard 0 is on no node' };
    await expect(step.pass(context())).rejects.toMatchObject({
      detail: {
        ...{ code: 'restore-failed', retryable: false, component: 'records' },
        message: expect.stringMatching(/i of s .*shard 0 is on no node.*Nothing was stopped or deleted/),
      },
    });
    expect(effects).toEqual([`delete ${AS}`]);
  });

  it('keeps the code of what the engine refuses, and tries again what may pass', async () => {
    refusal = StepFailure.permanent('blocked', 'the engine is read-only.', { component: 'records' });
    await expect(step.pass(context())).rejects.toMatchObject({
      detail: { code: 'blocked', message: expect.stringMatching(/read-only\. Nothing was stopped/) },
    });
    refusal = StepFailure.transient('busy', 'a snapshot is being deleted.');
    await expect(step.pass(context())).rejects.toMatchObject({
      detail: { code: 'busy', retryable: true, message: 'a snapshot is being deleted.' },
    });
  });

  it('leaves nothing behind when it is cancelled or overdue', async () => {
    await step.abandon(context());
    expect(effects).toEqual([]);
    recovery = { ...OVER, done: false };
    await step.abandon(context());
    expect(effects).toEqual([`delete ${AS}`]);
  });

  it('has nothing to do for a set without an index', async () => {
    expect(await step.pass(context(null))).toMatchObject({ done: true });
    expect(effects).toEqual([]);
  });
});
