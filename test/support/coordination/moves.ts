import { expect } from '@jest/globals';
import fc from 'fast-check';
import { setTimeout as sleep } from 'node:timers/promises';
import { BackupIdTaken, ClusterBusy, stepStateField, type RunReference, type RunWrite } from '#redis';
import { phasesBefore, RUN_KINDS, stepStatesBefore } from '#domain';
import { aRun, anEntry } from '../runs.ts';
import type { ClusterModel, Model } from './model.ts';
import { Move, verdictOf, type Holder, type Verdict } from './move.ts';
import { keyOf } from './observed.ts';

export const MAX_COMMANDS = 40;

/** Any reference ever given out, most often the newest; sometimes one that never existed, combined from two. */
const pick = fc.record({
  back: fc.oneof(fc.nat(1), fc.nat(12)),
  forge: fc.option(fc.nat(12), { freq: 8 }),
});
type Pick = typeof pick extends fc.Arbitrary<infer T> ? T : never;

function picked({ handles }: Readonly<Model>, { back, forge }: Pick): RunReference {
  const at = (index: number): RunReference => handles[handles.length - 1 - (index % handles.length)]!;
  return forge === null ? at(back) : { ...at(back), fence: at(forge).fence };
}
const someHandle = (model: Readonly<Model>): boolean => model.handles.length > 0;
const clusterOf = (model: Readonly<Model>, run: RunReference): ClusterModel =>
  model.clusters.find(({ name }) => name === run.cluster)!;

const which = fc.nat(1);
const who = fc.nat(2);

async function begin(model: Model, holder: Holder, run: ReturnType<typeof aRun>) {
  const cluster = model.clusters.find(({ name }) => name === run.cluster)!;
  const options = {
    holder: holder.name,
    leaseMs: holder.leaseMs,
    now: new Date(),
    entry: anEntry('accepted'),
  };
  const reply = await holder.store.begin(run, options).catch((error: unknown) => error);
  if (cluster.lock) {
    expect(reply).toBeInstanceOf(ClusterBusy);
    const { number, fence, ...rest } = cluster.lock;
    const lock = { ...rest, number: Number(number), fence: Number(fence) };
    expect((reply as ClusterBusy).lock).toMatchObject(lock);
    return 'busy';
  }
  const open = cluster.openRun();
  if (open) {
    expect(reply).toBeInstanceOf(ClusterBusy);
    const { lock } = reply as ClusterBusy;
    expect(lock).toMatchObject({
      runId: open.runId,
      kind: open.kind,
      fence: Number(open.fence),
      holder: '',
      leaseMs: 0,
    });
    return 'open';
  }
  if (run.number <= cluster.lastId || cluster.runs.has(run.number)) {
    expect(reply).toBeInstanceOf(BackupIdTaken);
    expect((reply as BackupIdTaken).lastId).toBe(cluster.lastId);
    return 'id';
  }
  cluster.takeFence(reply as number);
  const { cluster: name, kind, number, runId } = run;
  const handle = { cluster: name, kind, number, runId, fence: cluster.fence };
  expect(await holder.store.find(run.cluster, run.number)).toEqual({ ...run, fence: cluster.fence });
  const hash = await holder.redis.hgetall(keyOf(run.cluster, `run:${run.number}`));
  cluster.runs.set(run.number, { hash, journal: ['accepted'] });
  cluster.lastId = run.number;
  cluster.hold(handle, holder.name);
  model.handles.push(handle);
  return 'ok';
}

const beginMove = fc
  .record({ which, who, above: fc.integer({ min: -1, max: 3 }), kind: fc.constantFrom(...RUN_KINDS) })
  .map(
    (details) =>
      new Move('begin', details, (model, all) => {
        const { name, lastId } = model.clusters[details.which]!;
        const runId = `run-${(model.asked += 1)}`;
        const number = Math.max(1, lastId + details.above);
        return begin(model, all[details.who]!, aRun({ cluster: name, kind: details.kind, number, runId }));
      }),
  );

const renewMove = fc.record({ who, pick }).map((details) => {
  const act = async (model: Model, all: Holder[]): Promise<Verdict> => {
    const run = picked(model, details.pick);
    const cluster = clusterOf(model, run);
    const holder = all[details.who]!;
    const verdict = await verdictOf(holder.leases.renew(run));
    expect(verdict).toBe(cluster.mayRenew(run) ? 'ok' : 'fenced');
    if (verdict !== 'ok') return verdict;
    if (cluster.lock) cluster.lock.holder = holder.name;
    else cluster.hold(run, holder.name);
    const { leaseMs } = (await holder.store.lock(run.cluster))!;
    expect(leaseMs).toBeLessThanOrEqual(holder.leaseMs);
    expect(leaseMs).toBeGreaterThan(holder.leaseMs - 5_000);
    return 'ok';
  };
  return new Move('renew', details, act, someHandle);
});

const stepField = stepStateField('backup-zeebe');
const toPhase = (to: 'preflight' | 'running' | 'finalizing' | 'done'): RunWrite => ({
  guards: [['phase', phasesBefore(to)]],
  fields: [['phase', to], ...(to === 'done' ? [['outcome', 'failed'] as [string, string]] : [])],
  entries: [anEntry(`phase ${to}`), anEntry('as intended')],
  ...(to === 'done' ? { intent: 'clear', release: true } : {}),
});
const toStep = (to: 'running' | 'done' | 'failed' | 'skipped'): RunWrite => ({
  guards: [[stepField, stepStatesBefore(to)]],
  fields: [[stepField, to]],
  entries: [anEntry(`step ${to}`)],
});
const firstNote: RunWrite = { guards: [['note', ['']]], fields: [['note', 'there']] };
/** One guard that holds and one that does not: nothing of the rest may happen. */
const halfAllowed: RunWrite = {
  guards: [['exporting', ['unknown', 'mixed']], ['phase', ['another']]], // prettier-ignore
  fields: [['exporting', 'paused']],
  entries: [anEntry('never')],
  intent: 'clear',
  release: true,
};
const change: fc.Arbitrary<RunWrite> = fc.oneof(
  fc
    .constantFrom('preflight' as const, 'running' as const, 'finalizing' as const, 'done' as const)
    .map(toPhase),
  fc.constantFrom('running' as const, 'done' as const, 'failed' as const, 'skipped' as const).map(toStep),
  fc.constantFrom(firstNote, halfAllowed),
  fc.nat(1_000_000).map((deadline) => ({
    fields: [['exporting', 'mixed'] as [string, string]],
    intent: { kind: 'backup' as const, number: 1, runId: 'run', fence: 1, deadline },
  })),
);

const writeMove = fc.record({ who, pick, change }).map((details) => {
  const act = async (model: Model, all: Holder[]): Promise<Verdict> => {
    const run = picked(model, details.pick);
    const verdict = await verdictOf(all[details.who]!.store.write(run, details.change));
    expect(verdict).toBe(clusterOf(model, run).write(run, details.change));
    return verdict;
  };
  return new Move('write', details, act, someHandle);
});

const cancelMove = fc.record({ who, pick, missing: fc.boolean() }).map((details) => {
  const act = async (model: Model, all: Holder[]): Promise<Verdict> => {
    const run = picked(model, details.pick);
    const id = details.missing ? 1_000 : run.number;
    const at = '2026-01-01T00:00:00.000Z';
    const record = clusterOf(model, run).runs.get(id);
    const reply = await all[details.who]!.store.requestCancel(run.cluster, id, { ...anEntry('stop'), at });
    if (!record) expect(reply).toBe('MISSING');
    else if (record.hash.phase === 'done') expect(reply).toBe('DONE');
    else if (record.hash.cancelRequestedAt !== '') expect(reply).toBe('ALREADY');
    else {
      expect(reply).toBe('OK');
      record.hash.cancelRequestedAt = at;
      record.journal.push('stop');
    }
    return reply.toLowerCase() as Verdict;
  };
  return new Move('cancel', details, act, someHandle);
});

/** One holder takes the run over, or all of them at the same moment. */
const takeOverMove = fc.record({ by: fc.constantFrom([0], [1], [2], [0, 1, 2]), pick }).map((details) => {
  const act = async (model: Model, all: Holder[]): Promise<Verdict> => {
    const run = picked(model, details.pick);
    const cluster = clusterOf(model, run);
    const allowed = cluster.mayTakeOver(run);
    const replies = await Promise.all(details.by.map((index) => all[index]!.leases.takeOver(run)));
    expect(replies.filter((each) => each !== null)).toHaveLength(allowed ? 1 : 0);
    if (!allowed) return 'refused';
    const winner = replies.findIndex((each) => each !== null);
    const handle = { ...run, fence: replies[winner]?.fence ?? 0 };
    cluster.takeFence(handle.fence);
    expect(replies[winner]).toEqual(handle);
    cluster.runs.get(run.number)!.hash.fence = String(handle.fence);
    cluster.hold(handle, all[details.by[winner]!]!.name);
    model.handles.push(handle);
    return 'ok';
  };
  return new Move(details.by.length > 1 ? 'race to take over' : 'take over', details, act, someHandle);
});

const expireMove = fc.record({ which, how: fc.constantFrom('deleted', 'ran out') }).map((details) => {
  const act = async (model: Model, all: Holder[]): Promise<Verdict> => {
    const { redis } = all[0]!;
    const cluster = model.clusters[details.which]!;
    const key = keyOf(cluster.name, 'lock');
    if (details.how === 'deleted') await redis.del(key);
    else await redis.pexpire(key, 1);
    while ((await redis.exists(key)) === 1) await sleep(1);
    cluster.lock = null;
    return 'ok';
  };
  return new Move('expire', details, act, (model) => model.clusters[details.which]!.lock !== null);
});

const loseMove = fc.record({ which, what: fc.constantFrom('*', '*', 'last-id') }).map((details) => {
  const act = async (model: Model, all: Holder[]): Promise<Verdict> => {
    const cluster = model.clusters[details.which]!;
    if (details.what === '*') cluster.lose();
    else cluster.lastId = 0;
    const keys = await all[0]!.redis.keys(keyOf(cluster.name, details.what));
    await Promise.all(keys.map((key) => all[0]!.redis.del(key)));
    return 'lost';
  };
  return new Move(`lose ${details.what}`, details, act);
});

export const moves = fc.commands(
  [
    ...Array<typeof beginMove>(3).fill(beginMove),
    renewMove,
    renewMove,
    ...Array<typeof writeMove>(4).fill(writeMove),
    takeOverMove,
    expireMove,
    expireMove,
    cancelMove,
    loseMove,
  ],
  { maxCommands: MAX_COMMANDS, size: 'max' },
);
