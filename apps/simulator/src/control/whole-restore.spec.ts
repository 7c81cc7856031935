import { spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { startSimulator } from '../start-simulator.ts';
import type { Simulator } from '../start-simulator.ts';

const id = 1_795_563_565;
const app = { appearDelayMs: 0, partDurationMs: 5, partGapMs: 5 };
const settings = {
  zeebe: { appearDelayMs: 0, partitionStaggerMs: 0, partitionDurationMs: 5, restoreDurationMs: 100 },
  operate: app,
  tasklist: app,
  optimize: app,
  elasticsearch: { snapshotDurationMs: 5 },
};

describe('a cluster in the hands of an operator', () => {
  let simulator: Simulator;

  beforeEach(async () => {
    simulator = await startSimulator({
      clusters: { a: { zeebe: { brokers: 2, replicationFactor: 2 }, settings } },
    });
  });
  afterEach(() => simulator.close());

  /** The command as a shell runs it; the simulator continues meanwhile. */
  const control = (...words: string[]): Promise<{ code: number | null; message: string }> =>
    new Promise((resolve) => {
      const args = ['apps/simulator/src/control.main.ts', simulator.controlUrl, 'a', ...words];
      const child = spawn(process.execPath, ['--no-warnings', ...args], {
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      let message = '';
      for (const stream of [child.stdout, child.stderr])
        stream.on('data', (chunk: Buffer) => (message += chunk.toString()));
      child.once('close', (code) => resolve({ code, message: message.trimEnd() }));
    });
  const urls = () => simulator.clusters.a!;
  const call = async <Body>(method: string, url: string, body?: object): Promise<Body> => {
    const init = { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
    const response = await fetch(url, { method, ...(body === undefined ? {} : init) });
    return (await response.json()) as Body;
  };
  const elastic = <Body>(method: string, path: string, body?: object) =>
    call<Body>(method, `${urls().elasticsearch}/${path}`, body);
  const counts = async (): Promise<Record<string, string>> => {
    const rows = await elastic<{ index: string; 'docs.count': string }[]>('GET', '_cat/indices?format=json');
    return Object.fromEntries(rows.map((row) => [row.index, row['docs.count']]));
  };

  async function backup(): Promise<void> {
    const apis = [urls().operate, urls().tasklist, urls().optimize, urls().zeebe];
    for (const api of apis) await call('POST', `${api}/actuator/backups`, { backupId: id });
    const records = `_snapshot/camunda/camunda_zeebe_records_backup_${id}?wait_for_completion=true`;
    await elastic('PUT', records, { indices: 'zeebe-record*' });
    for (const api of apis) {
      const state = async () => (await call<{ state: string }>('GET', `${api}/actuator/backups/${id}`)).state;
      while ((await state()) !== 'COMPLETED') await sleep(10);
    }
  }

  async function restoreSnapshots(): Promise<void> {
    await elastic('DELETE', Object.keys(await counts()).join(','));
    const found = await elastic<{ snapshots: { snapshot: string }[] }>('GET', '_snapshot/camunda/_all');
    for (const { snapshot } of found.snapshots)
      await elastic('POST', `_snapshot/camunda/${snapshot}/_restore?wait_for_completion=true`);
  }

  it('is stopped, emptied, restored and started by shell commands, and is what it was', async () => {
    await backup();
    const before = await counts();
    await control('putIndex', 'name=operate-list-view-8.3.0_', 'docs=9999');
    expect(await counts()).not.toEqual(before);

    expect(await control('stopCamunda', 'durationMs=50')).toEqual({
      code: 0,
      message: 'a: stopCamunda durationMs=50: done',
    });
    for (const url of [...urls().brokers, urls().operate, urls().tasklist, urls().optimize])
      await expect(fetch(`${url}/actuator/info`)).rejects.toMatchObject({ cause: { code: 'ECONNREFUSED' } });
    await restoreSnapshots();
    for (const broker of [0, 1]) {
      expect((await control('wipeBroker', `broker=${broker}`)).code).toBe(0);
      expect((await control('restoreBroker', `broker=${broker}`, `backupId=${id}`)).code).toBe(0);
    }
    expect(await control('startCamunda', 'durationMs=50')).toMatchObject({ code: 0 });

    expect(await counts()).toEqual(before);
    const partitions = await call('GET', `${urls().zeebe}/actuator/partitions`);
    expect(partitions).toMatchObject({ 1: { exporterPhase: 'EXPORTING' } });
    const { state } = simulator.inspect('a');
    expect(state.zeebe.partitions.map(({ checkpointId }) => checkpointId)).toEqual([id, id]);
    const again = await call('POST', `${urls().zeebe}/actuator/backups`, { backupId: id });
    expect(again).toMatchObject({ message: expect.stringContaining(`The latest backup has id ${id}`) });
  });

  it('says in one line why a command failed, and notes it', async () => {
    expect(await control('wipeBroker', 'broker=0')).toEqual({
      code: 1,
      message: 'a: wipeBroker: broker-0 runs; stop it first.',
    });
    await control('stopCamunda');
    await control('wipeBroker', 'broker=0');
    expect(await control('restoreBroker', 'broker=0', 'backupId=4242')).toEqual({
      code: 1,
      message: 'a: restoreBroker: Could not find a completed backup with id 4242.',
    });
    const { code, message } = await control('reboot');
    expect([code, message.split('\n')]).toEqual([
      1,
      [expect.stringContaining('Invalid discriminator value')],
    ]);
    const actions = simulator.inspect('a').effects.filter(({ kind }) => kind === 'action');
    const caller = { userAgent: 'simulator-control', remote: expect.stringContaining('127.0.0.1') };
    expect(actions).toMatchObject([
      { detail: { action: 'wipeBroker', result: 'refused: broker-0 runs; stop it first.', caller } },
      { detail: { action: 'stopCamunda', result: 'done', caller } },
      { detail: { action: 'wipeBroker', broker: 0, result: 'done' } },
      {
        detail: {
          action: 'restoreBroker',
          backupId: 4242,
          result: 'refused: Could not find a completed backup with id 4242.',
        },
      },
    ]);
  });

  it('goes down one component after the other, and comes back when that is called off', async () => {
    const slow = control('stopCamunda', 'durationMs=60000');
    const stopping = () => simulator.inspect('a').state.agenda.due.length;
    while (stopping() === 0) await sleep(10);
    expect(stopping()).toBe(5);
    expect((await control('startCamunda')).code).toBe(0);
    expect(await slow).toMatchObject({
      code: 1,
      message: expect.stringContaining('Called off before its end'),
    });
    expect(simulator.inspect('a').state.stopped).toEqual([]);
  });

  it('leaves Elasticsearch alone, also one that is about to return', async () => {
    await control('restart', 'component=elasticsearch', 'downMs=1500');
    await control('stopCamunda');
    while (simulator.inspect('a').state.stopped.includes('elasticsearch')) await sleep(50);
    expect(simulator.inspect('a').state.stopped).toHaveLength(5);
  });

  it('answers a restore only at its end, and fails it when the directory is emptied meanwhile', async () => {
    await backup();
    await control('stopCamunda');
    await control('wipeBroker', 'broker=0');
    await call('PATCH', `${simulator.controlUrl}/clusters/a/settings`, {
      zeebe: { restoreDurationMs: 60_000 },
    });
    const restore = control('restoreBroker', 'broker=0', `backupId=${id}`);
    while (simulator.inspect('a').state.zeebe.brokers[0]?.data !== 'restoring') await sleep(10);
    expect(await control('startCamunda')).toMatchObject({
      code: 1,
      message: 'a: startCamunda: broker-0 is being restored.',
    });
    await control('wipeBroker', 'broker=0');
    expect(await restore).toEqual({
      code: 1,
      message: `a: restoreBroker: The restore of broker-0 from backup ${id} failed.`,
    });
  });
});
