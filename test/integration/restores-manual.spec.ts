import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Overview, Restore } from '#contracts';
import { ClusterApi } from '../support/cluster-api.ts';
import { SimulatedStore } from '../support/simulated-store.ts';
import { until } from '../support/until.ts';
import { World } from '../support/world.ts';

/** A restore that asks a person for everything that is done to Camunda's processes. */
let world: World;
let cluster: ClusterApi;
let backupId: number;
beforeAll(async () => {
  world = await World.create(['a'], { restore: () => ({ control: 'manual' }) });
  await world.patch('a', { zeebe: { restoreDurationMs: 100 } });
  cluster = new ClusterApi(world.api, 'a');
  backupId = (await cluster.backUp()).backupId;
});
afterAll(() => world.close());

const confirm = (restoreId: number, body: Record<string, unknown>) =>
  world.api.post<Restore>(`/api/v1/clusters/a/restores/${restoreId}/confirm`, body);

/** Waits until something else is asked for than before, or the restore has ended. */
const asked = (restoreId: number, before: string | undefined) =>
  cluster.untilRestore(
    restoreId,
    ({ run, waitingFor }) => run?.phase === 'done' || (waitingFor !== null && waitingFor.action !== before),
  );

/** What the instruction of a request asks a person to do. */
async function doIt(instruction: string): Promise<void> {
  if (/^Stop/.test(instruction)) return world.act('a', { action: 'stopCamunda', durationMs: 0 });
  if (/^Start/.test(instruction)) return world.act('a', { action: 'startCamunda', durationMs: 0 });
  const broker = Number(/node id (\d+)/.exec(instruction)?.[1]);
  const id = /--backupId=(\d+)/.exec(instruction)?.[1];
  return id === undefined
    ? world.act('a', { action: 'wipeBroker', broker })
    : world.act('a', { action: 'restoreBroker', broker, backupId: Number(id) });
}

const overviewOf = async () => (await world.api.call<Overview>('/api/v1/overview')).body.clusters[0]!;

/** Waits until people are alerted of this instruction, and of no other. */
async function alerted(restoreId: number, instruction: string): Promise<void> {
  const message = `restore ${restoreId} waits for a person: ${instruction}`;
  await until(message, async () =>
    (await overviewOf()).alerts.some((alert) => alert.message === message && alert.severity === 'critical'),
  );
  const { waitingFor, lastBackup, alerts } = await overviewOf();
  expect(waitingFor).toMatchObject({ instruction });
  expect(lastBackup).toMatchObject({ kind: 'backup', outcome: 'completed' });
  await until('no other is asked for', async () => (await overviewOf()).alerts.length === 1);
  expect(alerts.every(({ kind }) => kind === 'waiting-for-person')).toBe(true);
}

describe('a restore by hand', () => {
  it('asks for one action after the other, and continues once each was confirmed', async () => {
    const before = await new SimulatedStore(world, 'a').documents();
    const restoreId = await cluster.begun(backupId);
    const seen: string[] = [];
    let last: string | undefined;
    for (;;) {
      const { run, waitingFor } = await asked(restoreId, last);
      if (run?.phase === 'done') break;
      const { action, instruction } = waitingFor!;
      seen.push(instruction);
      last = action;
      if (seen.length <= 2) await alerted(restoreId, instruction);
      await doIt(instruction);
      const answer = await confirm(restoreId, { action, by: 'Erika', note: 'as in the runbook' });
      expect(answer.status).toBe(202);
      expect(await confirm(restoreId, { action })).toMatchObject({ status: 409 });
    }
    expect(seen.map((text) => text.split(' ')[0])).toEqual(['Stop', 'Empty', 'Run', 'Start']);
    const ended = await cluster.restore(restoreId);
    expect(ended).toMatchObject({ run: { outcome: 'completed', exporting: 'running' }, waitingFor: null });
    await until('no alert is left', async () => (await overviewOf()).alerts.length === 0);
    expect(await new SimulatedStore(world, 'a').documents()).toEqual(before);
    expect(await world.phases('a')).toEqual(['EXPORTING', 'EXPORTING']);
    const { body } = await world.api.call<string>(`/api/v1/clusters/a/restores/${restoreId}/events`);
    expect(body).toMatch(/confirmation-requested/);
    expect(body).toMatch(/Erika/);
  });

  it('refuses a confirmation of an action that it does not wait for, and continues to wait', async () => {
    const restoreId = await cluster.begun(backupId);
    const { waitingFor } = await asked(restoreId, undefined);
    for (const body of [{ action: 'start' }, { action: `${waitingFor!.action}x` }])
      expect(await confirm(restoreId, body)).toMatchObject({
        status: 409,
        body: {
          type: 'urn:holdfast:problem:not-waiting',
          detail: expect.stringContaining(waitingFor!.action),
        },
      });
    for (const body of [{}, { action: '' }, { action: waitingFor!.action, ok: 'yes' }])
      expect(await confirm(restoreId, body)).toMatchObject({ status: 400 });
    expect((await cluster.restore(restoreId)).waitingFor).toEqual(waitingFor);
    await world.api.post(`/api/v1/clusters/a/restores/${restoreId}/cancel`);
    const ended = await cluster.ended(restoreId);
    expect(ended).toMatchObject({ run: { outcome: 'cancelled' }, waitingFor: null });
    expect(await confirm(restoreId, { action: waitingFor!.action })).toMatchObject({ status: 409 });
  });

  it('stops where a person says that it could not be done, before anything is deleted', async () => {
    const mark = await world.mark('a');
    const restoreId = await cluster.begun(backupId);
    const { waitingFor } = await asked(restoreId, undefined);
    const { action } = waitingFor!;
    const answer = await confirm(restoreId, { action, ok: false, by: 'Max', note: 'the night shift runs' });
    expect(answer.status).toBe(202);
    const ended = await cluster.ended(restoreId);
    expect(ended.run).toMatchObject({ outcome: 'failed', failure: { code: 'control-failed' } });
    expect(ended.run?.failure?.message).toMatch(/Max.*the night shift runs/);
    expect(ended.run?.steps.map(({ state }) => state)).toEqual([
      'done',
      'done',
      'failed',
      ...Array<string>(8).fill('skipped'),
    ]);
    const effects = await world.effects('a', mark);
    const lasting = effects.filter((effect) => !JSON.stringify(effect).includes('holdfast-rehearsal-'));
    expect(lasting.filter(({ kind }) => ['indices', 'component', 'broker'].includes(kind))).toEqual([]);
    expect((await cluster.backUp()).backupId).toBeGreaterThan(restoreId);
  });
});
