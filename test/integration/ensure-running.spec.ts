import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { World } from '../support/world.ts';

let world: World;
beforeAll(async () => {
  // No coordinator, no worker, and no Redis either.
  world = await World.create(['a', 'b'], { standalone: false, pauseBudget: '3s' });
  await world.redis.kill();
});
afterAll(() => world.close());

function ensureRunning(...words: string[]): Promise<{ code: number | null; message: string }> {
  return world.command(['dist/apps/cli/src/main.js', 'exporting', 'ensure-running', ...words]);
}

async function pause(cluster: string, how: string): Promise<void> {
  const gateway = world.simulator.clusters[cluster]?.zeebe ?? '';
  await fetch(`${gateway}/actuator/exporting/pause${how}`, { method: 'POST' });
}

const RUNNING = ['EXPORTING', 'EXPORTING'];

describe('exporting ensure-running', () => {
  it('lifts a pause by Zeebe alone and reads it back', async () => {
    await pause('a', '?soft=true');
    expect(await world.phases('a')).toEqual(['SOFT_PAUSED', 'SOFT_PAUSED']);
    const { code, message } = await ensureRunning();
    expect(message).toBe(
      'b: exporting runs on every partition\na: exporting was softPaused; resumed it\na: exporting runs on every partition again\n',
    );
    expect(code).toBe(0);
    expect(await world.phases('a')).toEqual(RUNNING);
  });

  it('also lifts a hard pause, because a person asked for it; and only of the named cluster', async () => {
    await pause('a', '');
    await pause('b', '');
    expect((await ensureRunning('b')).code).toBe(0);
    expect(await world.phases('b')).toEqual(RUNNING);
    expect(await world.phases('a')).toEqual(['PAUSED', 'PAUSED']);
    expect((await ensureRunning('a')).code).toBe(0);
  });

  it('with --after-budget, for a schedule, lifts only a soft pause that has outlived the pause budget', async () => {
    expect((await ensureRunning('--after-budget')).code).toBe(0);
    // The other one is lifted by its run, which is what the watch waits for.
    await pause('a', '');
    await pause('b', '?soft=true');
    const watching = ensureRunning('--after-budget');
    const hard = await ensureRunning('a', '--after-budget');
    expect(hard).toEqual({
      code: 20,
      message: expect.stringContaining('a: exporting is paused hard') as unknown,
    });
    expect([await world.phases('a'), await world.phases('b')]).toEqual([
      ['PAUSED', 'PAUSED'],
      ['SOFT_PAUSED', 'SOFT_PAUSED'],
    ]);
    await ensureRunning('b');
    const { code, message } = await watching;
    expect(code).toBe(20);
    expect(message).toContain('b: exporting runs on every partition\n');
    expect(message).not.toContain('resumed it');
    await ensureRunning('a');
    await pause('b', '?soft=true');
    const outlived = await ensureRunning('b', '--after-budget');
    expect(outlived).toMatchObject({
      ...{
        code: 0,
        message: expect.stringMatching(/unless that ends within \d+ s\n.*resumed it\n/s) as unknown,
      },
    });
    expect(await world.phases('b')).toEqual(RUNNING);
  });

  it('says so with exit code 20 when it cannot be confirmed', async () => {
    await pause('a', '?soft=true');
    await world.fault('a', { component: 'zeebe', kind: 'refuse' });
    const { code, message } = await ensureRunning('a');
    expect(code).toBe(20);
    expect(message).toMatch(/NOT confirmed to be running\. Ask the gateway by hand: curl -X POST http/);
    await world.clearFaults('a');
    expect((await ensureRunning('a')).code).toBe(0);
  });

  it('names a cluster or a configuration that does not exist', async () => {
    expect(await ensureRunning('nope')).toEqual({
      code: 6,
      message: 'No cluster "nope" is configured. Known: a, b.\n',
    });
    const env = { ...process.env, HOLDFAST_CONFIG: '/nowhere.yaml' };
    const words = ['dist/apps/cli/src/main.js', 'exporting', 'ensure-running'];
    const { status, stderr } = spawnSync(process.execPath, words, { env, encoding: 'utf8' });
    // Whether exporting runs is not known.
    expect(status).toBe(20);
    expect(stderr).toMatch(/check HOLDFAST_CONFIG/);
  });
});
