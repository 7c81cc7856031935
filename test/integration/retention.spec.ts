import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { RetentionPreview } from '#contracts';
import { Api } from '../support/api.ts';
import { ClusterApi, until } from '../support/cluster-api.ts';
import { SchedulesApi } from '../support/schedules-api.ts';
import { SimulatedStore } from '../support/simulated-store.ts';
import { isCall, World } from '../support/world.ts';

const NEVER = '0 0 29 2 *';

const MORE: Record<string, Record<string, unknown>> = {
  scheduled: {
    schedules: [
      { name: 'rare', cron: NEVER },
      { name: 'kept', cron: NEVER, retention: false },
    ],
    retention: { keepLast: 2, minComplete: 1, failedAfter: '0s' },
  },
  byhand: { retention: { keepLast: 1, minComplete: 1 } },
  killed: { retention: { keepLast: 1, minComplete: 1 } },
  planned: { retention: { keepLast: 1, minComplete: 1 } },
  none: {},
};

let world: World;
/** Of the process that runs now. */
let holdfast: Api;
beforeAll(async () => {
  world = await World.create(Object.keys(MORE), {
    lease: '5s',
    steps: { callTimeout: '4s' },
    more: (cluster) => MORE[cluster]!,
  });
  holdfast = world.api;
});
afterAll(() => world.close());

const retentionOf = (cluster: string) => new SchedulesApi(holdfast, cluster);
const setsOf = (cluster: string) => new ClusterApi(holdfast, cluster);

async function takeSets(cluster: string, count: number): Promise<number[]> {
  const ids: number[] = [];
  for (let taken = 0; taken < count; taken += 1) ids.push((await setsOf(cluster).backUp()).backupId);
  return ids;
}

const idsOf = ({ decisions }: RetentionPreview, verdict: 'keep' | 'delete') =>
  decisions.filter((decision) => decision.verdict === verdict).map(({ backupId }) => backupId);

/** Ids of the sets of which Zeebe was asked to delete its part, in that order, as it saw it. */
async function deletedOnZeebe(cluster: string, mark: number): Promise<number[]> {
  const calls = (await world.effects(cluster, mark)).filter(isCall);
  return calls.flatMap(({ method, path }) => {
    const id = method === 'DELETE' ? /^\/actuator\/backups\/(\d+)$/.exec(path)?.[1] : undefined;
    return id === undefined ? [] : [Number(id)];
  });
}

async function expectGone(cluster: string, ids: readonly number[]): Promise<void> {
  const store = new SimulatedStore(world, cluster);
  for (const id of ids) expect([await store.names(id), await store.zeebeBackup(id)]).toEqual([[], null]);
}

async function expectThere(cluster: string, ids: readonly number[]): Promise<void> {
  const store = new SimulatedStore(world, cluster);
  for (const id of ids) {
    expect(await store.names(id)).toHaveLength(15);
    expect(await store.zeebeBackup(id)).not.toBeNull();
  }
}

describe('retention after a scheduled backup', () => {
  it('deletes exactly what the preview says, and nothing after a run that failed or a schedule without it', async () => {
    const api = retentionOf('scheduled');
    const ids = await takeSets('scheduled', 4);
    const mark = await world.mark('scheduled');
    await setsOf('scheduled').mark(ids[1]!, 'keep');
    const { body: without } = await api.trigger('kept');
    await api.slot('kept', ({ backupId, outcome }) => backupId === without.backupId && outcome !== null);
    await world.fault('scheduled', { kind: 'refuse', component: 'tasklist' });
    const { body: failing } = await api.trigger('rare');
    await api.slot(
      'rare',
      ({ backupId, outcome }) => backupId === failing.backupId && outcome === 'rejected',
    );
    await world.clearFaults('scheduled');

    const preview = await api.preview();
    expect(idsOf(preview, 'delete')).toEqual([ids[2], ids[0]]);
    expect(preview.decisions.map(({ backupId, reasons }) => [backupId, reasons])).toEqual([
      [without.backupId, ['keep-last (1 of 2)', 'the newest complete set']],
      [ids[3], ['keep-last (2 of 2)']],
      [ids[2], ['no rule keeps it']],
      [ids[1], ['kept by hand']],
      [ids[0], ['no rule keeps it']],
    ]);
    expect(await api.lastRetention()).toBeNull();
    expect(await deletedOnZeebe('scheduled', mark)).toEqual([]);

    const { body } = await api.trigger('rare');
    const run = await api.retentionEnded(() => true);
    expect(run.by).toBe(`schedule rare, after backup ${body.backupId}`);
    const doomed = [ids[0]!, ids[2]!, ids[3]!];
    expect(run.sets.map(({ backupId, state, message }) => [backupId, state, message])).toEqual(
      doomed.map((id) => [id, 'deleted', null]),
    );
    expect(await deletedOnZeebe('scheduled', mark)).toEqual(doomed);
    await expectGone('scheduled', doomed);
    await expectThere('scheduled', [ids[1]!, without.backupId, body.backupId]);
    const again = await api.preview();
    expect(idsOf(again, 'delete')).toEqual([]);
  });
});

describe('retention by hand', () => {
  it('accepts only the hash of the preview that was shown, and reports what it did', async () => {
    const api = retentionOf('byhand');
    // Placed as if others had taken them: they are left alone, however old they are.
    await world.act('byhand', { action: 'placeSets', count: 2, firstId: 1_000, step: 1 });
    const ids = await takeSets('byhand', 3);
    const preview = await api.preview();
    expect(preview).toMatchObject({
      problems: [],
      policy: { keepLast: 1, minComplete: 1, failedAfter: '7d', timezone: 'UTC' },
    });
    expect(idsOf(preview, 'delete')).toEqual([ids[1], ids[0]]);
    expect(preview.decisions.find(({ backupId }) => backupId === 1_000)?.reasons).toEqual([
      'foreign: left alone',
    ]);
    const mark = await world.mark('byhand');
    expect(await api.apply('0'.repeat(64))).toMatchObject({
      status: 409,
      body: { type: 'urn:holdfast:problem:preview-stale' },
    });
    expect(await api.apply('soon')).toMatchObject({ status: 400 });
    await setsOf('byhand').mark(ids[0]!, 'keep');
    expect((await api.apply(preview.hash)).status).toBe(409);
    await setsOf('byhand').mark(ids[0]!, 'release');
    expect(await deletedOnZeebe('byhand', mark)).toEqual([]);

    const applied = await api.apply(preview.hash);
    expect(applied).toMatchObject({ status: 202, body: { finishedAt: null, by: 'anonymous' } });
    expect(await api.apply(preview.hash)).toMatchObject({
      status: 409,
      body: { type: 'urn:holdfast:problem:retention-running' },
    });
    const run = await api.retentionEnded(({ startedAt }) => startedAt === applied.body.startedAt);
    expect(run.sets.map(({ backupId, state }) => [backupId, state])).toEqual([
      [ids[0], 'deleted'],
      [ids[1], 'deleted'],
    ]);
    await expectGone('byhand', [ids[0]!, ids[1]!]);
    await expectThere('byhand', [ids[2]!, 1_000, 1_001]);
    const { hash } = await api.preview();
    const nothing = await api.apply(hash);
    expect([nothing.status, nothing.body.sets, nothing.body.finishedAt !== null]).toEqual([202, [], true]);
  });

  it('is refused where none is configured', async () => {
    const api = retentionOf('none');
    const { policy, problems, hash } = await api.preview();
    expect([policy, problems.length]).toEqual([null, 1]);
    expect(await api.apply(hash)).toMatchObject({
      status: 409,
      body: { type: 'urn:holdfast:problem:no-retention' },
    });
    expect(await api.lastRetention()).toBeNull();
    expect(await retentionOf('nowhere').apply(hash)).toMatchObject({ status: 404 });
  });

  it('deletes nothing while Zeebe does not answer: a set may have more parts than are visible', async () => {
    const api = retentionOf('byhand');
    await world.fault('byhand', { kind: 'refuse', component: 'zeebe' });
    const preview = await api.preview();
    expect(preview.problems).toHaveLength(1);
    expect(await api.apply(preview.hash)).toMatchObject({
      status: 503,
      body: { type: 'urn:holdfast:problem:store-unavailable' },
    });
    await world.clearFaults('byhand');
  });
});

describe('a set that a plan of a restore names', () => {
  it('stays while the plan may be run; a dry run keeps no set', async () => {
    const [api, sets] = [retentionOf('planned'), setsOf('planned')];
    const [first, second, third] = await takeSets('planned', 3);
    await sets.plan(second!, { dryRun: true });
    const { restoreId } = await sets.planned(first!);
    const preview = await api.preview();
    expect(preview.decisions.map(({ backupId, reasons }) => [backupId, reasons])).toEqual([
      [third, ['keep-last (1 of 1)', 'the newest complete set']],
      [second, ['no rule keeps it']],
      [first, [`needed by restore plan ${restoreId}`]],
    ]);
  });
});

describe('a retention run whose process is killed', () => {
  it('continues at the same step, and respects a mark that was made meanwhile', async () => {
    const api = retentionOf('killed');
    const ids = await takeSets('killed', 5);
    const mark = await world.mark('killed');
    const { hash } = await api.preview();
    // The first deletion does not end before the others are looked at.
    await world.fault('killed', { kind: 'status', component: 'zeebe', method: 'DELETE', status: 503 });
    await api.apply(hash);
    await until(
      () => deletedOnZeebe('killed', mark),
      (asked) => asked.length > 0,
    );
    await setsOf('killed').mark(ids[3]!, 'keep');
    await world.holdfast.stop('standalone', 'SIGKILL');
    await world.clearFaults('killed');
    holdfast = new Api(await world.holdfast.start('standalone'));
    const run = await retentionOf('killed').retentionEnded(() => true);
    expect(run.sets.map(({ backupId, state }) => [backupId, state])).toEqual([
      [ids[0], 'deleted'],
      [ids[1], 'deleted'],
      [ids[2], 'deleted'],
      [ids[3], 'kept'],
    ]);
    expect(run.sets[3]!.message).toBe('kept by hand');
    expect([...new Set(await deletedOnZeebe('killed', mark))]).toEqual(ids.slice(0, 3));
    await expectGone('killed', ids.slice(0, 3));
    await expectThere('killed', ids.slice(3));
  });
});

describe('after Redis lost everything', () => {
  it('no set is deleted because its record is missing, and foreign sets stay foreign', async () => {
    const ids = (await setsOf('byhand').list()).items.map(({ backupId }) => backupId).sort((a, b) => a - b);
    await world.redis.flush();
    const api = retentionOf('byhand');
    const preview = await until(
      () => api.preview(),
      ({ decisions }) => decisions.some(({ state }) => state === 'unverified'),
    );
    expect(idsOf(preview, 'delete')).toEqual([]);
    const why = Object.fromEntries(preview.decisions.map(({ backupId, reasons }) => [backupId, reasons]));
    expect(why[1_000]).toEqual(['foreign: left alone']);
    expect(why[ids.at(-1)!]).toEqual(['keep-last (1 of 1)', 'there are only 0 of 1 complete sets']);
  });
});
