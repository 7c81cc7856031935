import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Run, Schedule, Slot } from '#contracts';
import { ClusterApi } from '../support/cluster-api.ts';
import { backupsTaken, SchedulesApi } from '../support/schedules-api.ts';
import { World } from '../support/world.ts';

/** Never within a test, so that only what a test asks for begins a run. */
const NEVER = '0 0 29 2 *';
const OFTEN = '*/2 * * * * *';

const SCHEDULES: Record<string, Record<string, unknown>[]> = {
  often: [
    { name: 'often', cron: OFTEN, labels: { why: 'schedule' } },
    { name: 'rare', cron: NEVER, timezone: 'Europe/Berlin', overlap: 'buffer-one', jitter: '5m' },
  ],
  buffering: [{ name: 'often', cron: OFTEN, overlap: 'buffer-one' }],
  failing: [{ name: 'often', cron: OFTEN, pauseAfterFailures: 2 }],
  late: [{ name: 'often', cron: '*/3 * * * * *', jitter: '2s' }],
  deleting: [{ name: 'often', cron: OFTEN }],
  none: [],
};

let world: World;
beforeAll(async () => {
  world = await World.create(Object.keys(SCHEDULES), {
    more: (cluster) => ({ schedules: SCHEDULES[cluster] }),
  });
});
afterAll(() => world.close());

const apiOf = (cluster: string) => new SchedulesApi(world.api, cluster);
const started = ({ result, manual }: Slot) => result === 'started' && !manual;
const isOver = ({ result, outcome }: Slot) => result !== 'started' || outcome !== null;
const ended = (slot: Slot) => started(slot) && slot.outcome !== null;

/** No planned time may have two runs, and none may have two words. */
function expectOneWordPerTime({ recent }: Schedule): void {
  const times = recent.filter(({ manual }) => !manual).map(({ plannedAt }) => plannedAt);
  expect(new Set(times).size).toBe(times.length);
}

describe('a schedule', () => {
  it('starts a run at each planned time, shows it as its own, and skips the times of a busy cluster', async () => {
    const schedules = apiOf('often');
    const { backupId, plannedAt } = await schedules.slot('often', ended);
    expect(Date.parse(plannedAt) % 2_000).toBe(0);
    const run = await world.api.run('often', backupId!);
    expect(run).toMatchObject({
      ...{ outcome: 'completed', origin: { type: 'schedule', by: null, schedule: 'often' } },
      labels: { why: 'schedule' },
    });
    await world.patch('often', { elasticsearch: { snapshotDurationMs: 4_000 } });
    const skipped = await schedules.slot('often', ({ result }) => result === 'skipped');
    expect(skipped.reason).toBe('the cluster was busy with a backup');
    await world.patch('often', { elasticsearch: { snapshotDurationMs: 150 } });
    const { counts, recent, ...rest } = await schedules.find('often');
    expect(counts).toMatchObject({ failed: 0, buffered: 0 });
    expect(counts.started + counts.skipped + counts.missed).toBeGreaterThanOrEqual(recent.length);
    expect(rest).toMatchObject({ paused: null, expectedIntervalSeconds: 2, consecutiveFailures: 0 });
    expectOneWordPerTime({ ...rest, counts, recent });
  });

  it('is paused with a note, triggered while paused, and resumed', async () => {
    const schedules = apiOf('often');
    const paused = await schedules.pause('often', 'moving house');
    expect(paused).toMatchObject({
      status: 200,
      body: { nextAt: null, paused: { note: 'moving house', reason: 'operator' } },
    });
    const skipped = await schedules.slot('often', ({ reason }) => /moving house/.test(reason ?? ''));
    expect(skipped).toMatchObject({ result: 'skipped', backupId: null });
    await schedules.until('often', ({ recent }) => recent.every(isOver));
    const before = await backupsTaken(world, 'often');
    const { status, body } = await schedules.trigger('often');
    expect([status, body.run?.labels]).toEqual([202, { why: 'schedule' }]);
    const origin = { type: 'schedule', by: expect.any(String), schedule: 'often' };
    expect(body.run?.origin).toMatchObject(origin);
    expect(await schedules.trigger('often')).toMatchObject({
      status: 409,
      body: { type: 'urn:holdfast:problem:cluster-busy' },
    });
    const manual = await schedules.slot('often', (slot) => slot.manual && slot.outcome !== null);
    expect(manual).toMatchObject({ result: 'started', backupId: body.backupId, outcome: 'completed' });
    expect(await backupsTaken(world, 'often')).toEqual([...before, body.backupId]);
    expect(await schedules.resume('often')).toMatchObject({ status: 200, body: { paused: null } });
    expect(await schedules.resume('often')).toMatchObject({
      status: 409,
      body: { type: 'urn:holdfast:problem:schedule-not-paused' },
    });
    const at = Date.now();
    await schedules.slot('often', (slot) => started(slot) && Date.parse(slot.plannedAt) > at);
    await schedules.pause('often');
  });

  it('is listed in the order of the configuration, and an unknown one is not found', async () => {
    const [often, rare] = await apiOf('often').list();
    expect([often!.name, rare!.name, rare!.overlap, rare!.jitterSeconds]).toEqual([
      ...['often', 'rare'],
      ...['buffer-one', 300],
    ]);
    expect(rare!.nextAt).toBe('2028-02-28T23:00:00.000Z');
    expect(await apiOf('none').list()).toEqual([]);
    expect(await apiOf('none').trigger('often')).toMatchObject({
      status: 404,
      body: { type: 'urn:holdfast:problem:unknown-schedule' },
    });
    expect(await apiOf('nowhere').pause('often')).toMatchObject({
      status: 404,
      body: { type: 'urn:holdfast:problem:unknown-cluster' },
    });
    expect(await apiOf('often').pause('often', 7)).toMatchObject({ status: 400 });
  });
});

describe('a schedule with buffer-one', () => {
  it('lets one planned time wait for the cluster, skips the others, and starts it when the cluster is free', async () => {
    await world.patch('buffering', { elasticsearch: { snapshotDurationMs: 6_000 } });
    const schedules = apiOf('buffering');
    const { plannedAt } = await schedules.slot('often', ({ result }) => result === 'buffered');
    const skipped = await schedules.slot('often', ({ result }) => result === 'skipped');
    expect(skipped.reason).toBe('an earlier planned time waits for the cluster already');
    const begun = await schedules.slot('often', (slot) => slot.plannedAt === plannedAt && started(slot));
    expect(Date.parse(begun.decidedAt)).toBeGreaterThan(Date.parse(plannedAt));
    const { counts } = await schedules.find('often');
    expect([counts.buffered > 0, counts.failed]).toEqual([true, 0]);
    await schedules.pause('often');
    await world.patch('buffering', { elasticsearch: { snapshotDurationMs: 150 } });
    const after = await schedules.until('often', ({ recent }) =>
      recent.every(({ result }) => result !== 'buffered'),
    );
    expectOneWordPerTime(after);
  });
});

describe('a schedule whose runs fail', () => {
  it('pauses itself after a number of failures in a row, and says why; a resume resets the count', async () => {
    const schedules = apiOf('failing');
    await schedules.pause('often');
    await schedules.until('often', ({ recent }) => recent.every(isOver));
    await world.fault('failing', { kind: 'refuse', component: 'tasklist' });
    await schedules.resume('often');
    const paused = await schedules.until('often', (schedule) => schedule.paused !== null);
    expect(paused.consecutiveFailures).toBe(2);
    expect(paused.paused).toMatchObject({ reason: 'failures', by: 'schedule often' });
    expect(paused.paused!.note).toMatch(
      /^2 runs in a row failed, the last was backup \d+: 2 of \d+ preflight checks failed.* refuses connections/,
    );
    const ends = paused.recent.filter(({ backupId }) => backupId !== null).map(({ outcome }) => outcome);
    expect(ends.filter((outcome) => outcome !== 'completed')).toEqual(['rejected', 'rejected']);
    await world.clearFaults('failing');
    expect((await schedules.resume('often')).body).toMatchObject({ consecutiveFailures: 0, paused: null });
    const at = Date.now();
    const good = await schedules.slot('often', (slot) => ended(slot) && Date.parse(slot.plannedAt) > at);
    expect(good.outcome).toBe('completed');
    await schedules.pause('often');
  });
});

describe('a planned time that comes while a set is deleted', () => {
  it('waits for the deletion under every policy, and is not skipped', async () => {
    const [schedules, sets] = [apiOf('deleting'), new ClusterApi(world.api, 'deleting')];
    const { recent } = await schedules.until('often', (each) => each.recent.filter(ended).length >= 2);
    await schedules.pause('often');
    await schedules.until('often', (each) => each.recent.every(isOver));
    const doomed = recent.filter(ended).at(-1)!.backupId!;
    await world.fault('deleting', { kind: 'status', component: 'zeebe', method: 'DELETE', status: 503 });
    const { body: deletion } = await sets.remove(doomed);
    await schedules.resume('often');
    const at = Date.now();
    await sleep(4_500);
    const waiting = await schedules.find('often');
    const since = (slot: Slot) => Date.parse(slot.plannedAt) >= at;
    expect(waiting.recent.filter(since).map(({ result }) => result)).not.toContain('started');
    expect(waiting.recent.filter(since).map(({ result }) => result)).not.toContain('skipped');
    await world.clearFaults('deleting');
    const begun = await schedules.slot('often', (slot) => started(slot) && since(slot));
    const { body } = await world.api.call<Run>(`/api/v1/clusters/deleting/deletions/${deletion.number}`);
    expect(body.outcome).toBe('completed');
    expect(Date.parse(begun.decidedAt)).toBeGreaterThanOrEqual(Date.parse(body.finishedAt!));
    await schedules.pause('often');
  });
});

describe('the jitter of a schedule', () => {
  it('delays its runs, and no planned time is lost or taken twice', async () => {
    const schedules = apiOf('late');
    const late = await schedules.slot('often', (slot) => {
      const delay = Date.parse(slot.decidedAt) - Date.parse(slot.plannedAt);
      return started(slot) && delay > 300;
    });
    expect(late.manual).toBe(false);
    expectOneWordPerTime(await schedules.find('often'));
    await schedules.pause('often');
  });
});
