import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { startSimulator } from '../../start-simulator.ts';
import type { Simulator } from '../../start-simulator.ts';

describe('a simulator with a cluster of 8.8', () => {
  let folder: string;
  let running: Simulator[];

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'simulator-'));
    running = [];
  });
  afterEach(async () => {
    await Promise.all(running.map((simulator) => simulator.close()));
    rmSync(folder, { recursive: true });
  });

  const start = async (): Promise<Simulator> => {
    const simulator = await startSimulator({
      stateFile: join(folder, 'state.json'),
      clusters: {
        a: {
          version: '8.8.3',
          zeebe: { brokers: 2, partitions: 2, replicationFactor: 2 },
          settings: { webapps: { appearDelayMs: 0, partDurationMs: 20, partGapMs: 0 } },
        },
      },
    });
    running.push(simulator);
    return simulator;
  };
  const call = (simulator: Simulator, path: string, method = 'GET', body?: object) =>
    fetch(`${simulator.clusters.a?.webapps ?? ''}${path}`, {
      method,
      // A kept connection would be found closed after a restart.
      headers: { 'content-type': 'application/json', connection: 'close' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  const control = (simulator: Simulator, path: string, body: object) =>
    fetch(`${simulator.controlUrl}/clusters/a${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });

  it('has one address for Zeebe and the web applications, and none for Operate and Tasklist', async () => {
    const urls = (await start()).clusters.a;
    expect([urls?.webapps, urls?.operate, urls?.tasklist]).toEqual([urls?.zeebe, '', '']);
    expect([urls?.brokers.length, urls?.optimize === '', urls?.elasticsearch === '']).toEqual([
      2,
      false,
      false,
    ]);
  });

  it('tells the history apart from Zeebe in faults and in the effect log', async () => {
    const simulator = await start();
    await control(simulator, '/faults', { kind: 'status', component: 'webapps', status: 503, times: 1 });
    await control(simulator, '/faults', { kind: 'status', component: 'zeebe', status: 500, method: 'POST' });
    const statuses = [];
    for (const path of ['/actuator/backupHistory', '/actuator/backupHistory', '/actuator/backupRuntime'])
      statuses.push((await call(simulator, path, 'POST', { backupId: 1 })).status);
    expect(statuses).toEqual([503, 200, 500]);
    const { effects } = simulator.inspect('a');
    const calls = effects.filter(({ kind }) => kind === 'call');
    expect(calls.map(({ component }) => component)).toEqual(['webapps', 'webapps', 'broker-0']);
    expect(effects.some(({ component, kind }) => component === 'webapps' && kind === 'part-started')).toBe(
      true,
    );
  });

  it('resets each call to the history while that refuses, and no other', async () => {
    const simulator = await start();
    await control(simulator, '/faults', { kind: 'refuse', component: 'webapps' });
    await expect(call(simulator, '/actuator/backupHistory')).rejects.toThrow();
    expect((await call(simulator, '/actuator/backupRuntime')).status).toBe(200);
  });

  it('continues a backup of the history after a restart of the simulator', async () => {
    const first = await start();
    await call(first, '/actuator/backupHistory', 'POST', { backupId: 9 });
    await first.close();
    const second = await start();
    expect(second.clusters).toEqual(first.clusters);
    const stateOf = async () =>
      ((await (await call(second, '/actuator/backupHistory/9')).json()) as { state: string }).state;
    for (let tries = 0; tries < 100 && (await stateOf()) !== 'COMPLETED'; tries += 1)
      await new Promise((resolve) => setTimeout(resolve, 20));
    expect(await stateOf()).toBe('COMPLETED');
  });

  it('loses and restores a cluster as before', async () => {
    const simulator = await start();
    const act = async (action: object) => (await control(simulator, '/actions', action)).status;
    expect(await act({ action: 'placeSets', count: 2 })).toBe(200);
    const listed = (await (await call(simulator, '/actuator/backupHistory')).json()) as { state: string }[];
    expect(listed.map(({ state }) => state)).toEqual(['COMPLETED', 'COMPLETED']);
    expect(await act({ action: 'stopCamunda' })).toBe(200);
    for (const broker of [0, 1]) {
      expect(await act({ action: 'wipeBroker', broker })).toBe(200);
      expect(await act({ action: 'restoreBroker', broker, backupId: 2 })).toBe(200);
    }
    expect(await act({ action: 'startCamunda' })).toBe(200);
    const refused = await call(simulator, '/actuator/backupRuntime', 'POST', { backupId: 2 });
    expect(refused.status).toBe(409);
  });
});
