import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { World } from '../support/world.ts';

let world: World;
beforeAll(async () => {
  world = await World.create(['a']);
  await world.api.ready();
});
afterAll(() => world.close());

/** Begins to read a bundle, and hangs up after its first bytes, or before them. */
function hangUp(when: 'before' | 'within'): Promise<void> {
  return new Promise((resolve) => {
    const call = request(`${world.address}/api/v1/support-bundle`, (response) => {
      const leave = (): void => {
        response.destroy();
        resolve();
      };
      if (when === 'within') response.once('data', leave);
      else leave();
    });
    call.on('error', () => resolve());
    call.end();
  });
}

describe('a support bundle', () => {
  it('does no harm to the process when the client does not read it to its end', async () => {
    for (const when of ['before', 'within', 'within', 'before'] as const) await hangUp(when);
    await sleep(1_000);
    expect((await fetch(`${world.address}/health/live`)).status).toBe(200);
    const whole = await fetch(`${world.address}/api/v1/support-bundle`);
    expect(whole.status).toBe(200);
    expect((await whole.arrayBuffer()).byteLength).toBeGreaterThan(1_000);
    expect(await world.holdfast.stop('standalone')).toBe(0);
  });
});
