import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createCamundaClients, resumeReachable, type CamundaClients, type RestoreApi } from '#camunda';
import { SimulatedCamunda } from '../support/simulated-camunda.ts';
import { failureDetail } from '../support/failure-detail.ts';

const VERSION = '8.10.9';
const ID = 1_795_413_416;

let camunda: SimulatedCamunda;
let clients: CamundaClients;
const start = async (
  options: Parameters<typeof SimulatedCamunda.start>[1] = {},
  auth?: object,
): Promise<void> => {
  camunda = await SimulatedCamunda.start(VERSION, options);
  const { rest, ...endpoints } = camunda.endpoints;
  clients = createCamundaClients({
    generation: '8.10',
    ...endpoints,
    rest: { url: rest?.url ?? '', ...auth },
  });
};
afterEach(() => camunda.close());

/** Looks until it holds; the patience of the test bounds it. */
async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await sleep(10);
}

describe('a pause of 8.10', () => {
  it('is not believed where a new leader exports although the configuration is paused (Camunda issue 60893)', async () => {
    await start({ zeebe: { leaderChangeResumes: true } });
    await clients.exporting.pause('soft');
    await until(async () => (await clients.topology.exporting()) === 'softPaused');
    await camunda.act({ action: 'leaderChange' });
    await until(async () => (await clients.topology.exporting()) !== 'softPaused');
    await expect(clients.topology.exporting()).resolves.toBe('mixed');
    await expect(clients.topology.reach()).resolves.toMatchObject({ state: 'mixed' });
    await expect(resumeReachable(clients, () => ({}))).resolves.toMatchObject({
      state: 'running',
      complete: true,
    });
  });

  it('is refused while another change of the configuration is pending, and may be asked for again', async () => {
    await start();
    await camunda.act({ action: 'changeConfiguration', durationMs: 600_000 });
    await expect(failureDetail(clients.exporting.pause('soft'))).resolves.toMatchObject({ retryable: true });
    await expect(clients.topology.exporting()).resolves.toBe('running');
    await clients.restore!.cancel('1');
    await clients.exporting.pause('soft');
    await expect(clients.topology.exporting()).resolves.toBe('softPaused');
  });
});

describe('the permissions of 8.10', () => {
  const userWith = async (...permissions: ('BACKUP:READ' | 'BACKUP:CREATE' | 'EXPORTER:PAUSE')[]) => {
    const user = { username: 'holdfast', password: 'secret' };
    await start(
      { cluster: { rest: { users: [{ ...user, permissions }] } } },
      { auth: { basic: { username: user.username, password: { reveal: () => user.password } } } },
    );
  };

  it('are named where they are missing', async () => {
    await userWith('BACKUP:READ');
    await expect(clients.backups.zeebe.ids()).resolves.toEqual([]);
    const asked: [string, () => Promise<unknown>][] = [
      ['BACKUP:CREATE', () => clients.backups.zeebe.trigger(ID)],
      ['BACKUP:CREATE', () => clients.backups.webapps!.trigger(ID)],
      ['BACKUP:DELETE', () => clients.backups.zeebe.delete(ID)],
      ['EXPORTER:PAUSE', () => clients.exporting.pause('soft')],
      ['EXPORTER:PAUSE', () => clients.topology.exporting()],
      ['BACKUP:RESTORE', () => clients.restore!.restore(ID)],
    ];
    for (const [permission, call] of asked) {
      const failure = await failureDetail(call());
      expect(failure).toMatchObject({ code: 'refused', retryable: false, status: 403 });
      expect(failure.message).toContain(
        `Grant ${permission} to the user or client of orchestration.rest.auth`,
      );
    }
  });

  it('do not keep a resume from coming through', async () => {
    await userWith('BACKUP:READ');
    await camunda.act({ action: 'pauseExporting', soft: true });
    await clients.exporting.resume();
    await until(async () => (await clients.topology.reach()).state === 'running');
  });

  it('are asked for by a login', async () => {
    await start({ cluster: { rest: { users: [{ username: 'a', password: 'b', permissions: [] }] } } });
    const failure = await failureDetail(clients.backups.zeebe.ids());
    expect(failure).toMatchObject({ code: 'refused', status: 401 });
    expect(failure.message).toContain('Set orchestration.rest.auth');
  });
});

describe('a restore of 8.10', () => {
  let restore: RestoreApi;
  beforeEach(async () => {
    await start({ zeebe: { restoreDurationMs: 20 } });
    restore = clients.restore!;
    const { zeebe } = clients.backups;
    await zeebe.trigger(ID);
    await until(async () => (await zeebe.look(ID)).state === 'completed');
  });
  const ended = (changeId: string | null) =>
    until(async () => (await restore.change(changeId ?? '')) === 'completed');

  it('waits for recovery mode, plans, and ends in processing', async () => {
    await expect(failureDetail(restore.restore(ID))).resolves.toMatchObject({
      code: 'busy',
      retryable: true,
    });
    await expect(restore.mode()).resolves.toMatchObject({ mode: 'processing', recovering: 0 });
    const entered = await restore.enterRecovery();
    await expect(restore.pending()).resolves.toBe(entered.changeId);
    expect(entered.operations[0]).toBe('ModeChangeOperation mode RECOVERING');
    await ended(entered.changeId);
    await expect(restore.mode()).resolves.toMatchObject({
      ...{ mode: 'recovering', lastChangeId: entered.changeId },
    });
    await expect(restore.pending()).resolves.toBeNull();
    await expect(restore.dryRun(ID)).resolves.toMatchObject({ changeId: null });
    await expect(failureDetail(restore.dryRun(ID + 1))).resolves.toMatchObject({ code: 'refused' });
    await expect(restore.progress()).resolves.toBeNull();
    const { changeId } = await restore.restore(ID);
    await ended(changeId);
    await expect(restore.progress()).resolves.toBeNull();
    await until(async () => (await clients.topology.reach()).state === 'running');
  });

  it('can be called off, and leaves the cluster in recovery mode', async () => {
    await ended((await restore.enterRecovery()).changeId);
    await camunda.act({ action: 'stop', component: 'broker-1' });
    const { changeId } = await restore.restore(ID);
    await expect(restore.progress()).resolves.toMatchObject({ changeId, state: 'running', total: 2 });
    await restore.cancel(changeId!);
    await expect(restore.change(changeId!)).resolves.toBe('cancelled');
    await restore.cancel(changeId!);
    await expect(restore.change('4711')).resolves.toBe('unknown');
    await expect(restore.dryRun(ID)).resolves.toMatchObject({ changeId: null });
  });
});
