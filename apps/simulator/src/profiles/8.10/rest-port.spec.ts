import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { startSimulator } from '../../start-simulator.ts';
import type { Simulator } from '../../start-simulator.ts';

describe('a simulator with a cluster of 8.10', () => {
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
          version: '8.10.9',
          zeebe: { brokers: 2, partitions: 2, replicationFactor: 2 },
          settings: { zeebe: { changeDurationMs: 50, restoreDurationMs: 20 } },
        },
      },
    });
    running.push(simulator);
    return simulator;
  };
  const rest = (simulator: Simulator, path: string, method = 'GET', body?: object) =>
    fetch(`${simulator.clusters.a?.rest ?? ''}${path}`, {
      method,
      // A kept connection would be found closed after a restart.
      headers: { 'content-type': 'application/json', connection: 'close' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  const act = async (simulator: Simulator, action: object) => {
    const response = await fetch(`${simulator.controlUrl}/clusters/a/actions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(action),
    });
    return response.status;
  };
  const statusOf = async (simulator: Simulator) =>
    ((await (await rest(simulator, '/v2/exporting')).json()) as { status: string }).status;

  it('has a REST port of its own, next to one address for Zeebe and the web applications', async () => {
    const urls = (await start()).clusters.a;
    expect([urls?.webapps === urls?.zeebe, urls?.rest === urls?.zeebe, urls?.rest === '']).toEqual([
      true,
      false,
      false,
    ]);
  });

  it('answers a pause when its change is done, and logs what was really done', async () => {
    const simulator = await start();
    const answer = await rest(simulator, '/v2/exporting/pause?soft=true', 'POST');
    expect([answer.status, await statusOf(simulator)]).toEqual([204, 'SOFT_PAUSED']);
    const { effects } = simulator.inspect('a');
    expect(effects.filter(({ kind }) => kind === 'exporting-phase')).toHaveLength(4);
    expect(effects.find(({ kind }) => kind === 'call')).toMatchObject({
      component: 'rest',
      path: '/v2/exporting/pause?soft=true',
      status: 204,
      performed: true,
    });
  });

  it('keeps the REST port as long as a broker is up', async () => {
    const simulator = await start();
    await act(simulator, { action: 'stop', component: 'broker-0' });
    expect((await rest(simulator, '/v2/topology')).status).toBe(200);
    await act(simulator, { action: 'stop', component: 'zeebe' });
    await expect(rest(simulator, '/v2/topology')).rejects.toThrow();
    await act(simulator, { action: 'start', component: 'zeebe' });
    expect((await rest(simulator, '/v2/topology')).status).toBe(200);
  });

  it('knows its pause, and finishes a change, after a restart of the simulator', async () => {
    const first = await start();
    await rest(first, '/v2/exporting/pause?soft=true', 'POST');
    expect(await act(first, { action: 'changeConfiguration', durationMs: 300 })).toBe(200);
    expect(await act(first, { action: 'changeConfiguration' })).toBe(400);
    await first.close();
    const second = await start();
    expect(second.clusters).toEqual(first.clusters);
    expect(await statusOf(second)).toBe('SOFT_PAUSED');
    const resume = async () => (await rest(second, '/v2/exporting/resume', 'POST')).status;
    for (let tries = 0; tries < 100 && (await resume()) !== 204; tries += 1)
      await new Promise((resolve) => setTimeout(resolve, 20));
    expect(await statusOf(second)).toBe('EXPORTING');
  });

  it('is paused by another tool through the control API', async () => {
    const simulator = await start();
    expect(await act(simulator, { action: 'pauseExporting', soft: true })).toBe(200);
    expect(await statusOf(simulator)).toBe('SOFT_PAUSED');
    expect(await act(simulator, { action: 'resumeExporting' })).toBe(200);
    expect(await statusOf(simulator)).toBe('EXPORTING');
  });
});
