import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { startSimulator } from '../start-simulator.ts';
import type { Simulator } from '../start-simulator.ts';

describe('a simulator with a state file', () => {
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
      effectLog: join(folder, 'effects.jsonl'),
      clusters: {
        a: { settings: { zeebe: { appearDelayMs: 0, partitionStaggerMs: 0, partitionDurationMs: 400 } } },
      },
    });
    running.push(simulator);
    return simulator;
  };
  const zeebe = (simulator: Simulator, path: string, init?: RequestInit) =>
    fetch(`${simulator.clusters.a?.zeebe ?? ''}/actuator${path}`, init);
  const post = (body: object) => ({
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json' },
  });

  it('is found again at the same place, with all that was under way', async () => {
    const first = await start();
    await zeebe(first, '/exporting/pause?soft=true', { method: 'POST' });
    await zeebe(first, '/backups', post({ backupId: 9 }));
    await first.close();
    // The client has to notice that its connections are gone.
    await new Promise((resolve) => setTimeout(resolve, 50));
    const second = await start();
    expect([second.clusters, second.controlUrl]).toEqual([first.clusters, first.controlUrl]);
    const partitions = (await (await zeebe(second, '/partitions')).json()) as object;
    expect(partitions).toMatchObject({
      1: { exporterPhase: 'SOFT_PAUSED' },
      2: { exporterPhase: 'SOFT_PAUSED' },
    });
    await new Promise((resolve) => setTimeout(resolve, 500));
    const backup = (await (await zeebe(second, '/backups/9')).json()) as object;
    expect(backup).toMatchObject({ state: 'COMPLETED' });
    expect((await zeebe(second, '/backups', post({ backupId: 9 }))).status).toBe(409);
  });

  it('numbers its effects on, in one file, of which the last line may be cut', async () => {
    const first = await start();
    await zeebe(first, '/backups', post({ backupId: 1 }));
    await first.close();
    const file = join(folder, 'effects.jsonl');
    writeFileSync(file, '{"seq":9', { flag: 'a' });
    const before = readFileSync(file, 'utf8').trim().split('\n').length - 1;
    const second = await start();
    const response = await fetch(`${second.controlUrl}/effects`);
    const { effects } = (await response.json()) as { effects: { seq: number }[] };
    expect(effects.slice(0, before).map(({ seq }) => seq)).toEqual(
      Array.from({ length: before }, (_, i) => i + 1),
    );
  });

  it('takes other ports when the remembered ones are taken', async () => {
    const first = await start();
    const second = await start();
    expect(second.clusters.a?.operate).not.toBe(first.clusters.a?.operate);
    expect((await zeebe(second, '/info')).status).toBe(200);
  });
});
