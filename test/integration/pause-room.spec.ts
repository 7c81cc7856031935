import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Run } from '#contracts';
import { isCall, World } from '../support/world.ts';

const GIB = 1024 ** 3;

/** A pause that would fill the disk of a broker is refused before exporting is paused. */
let world: World;
beforeAll(async () => {
  world = await World.create(['a']);
});
afterAll(() => world.close());
afterEach(async () => {
  await world.clearFaults('a');
  await world.patch('a', { zeebe: { diskFreeBytes: 900 * GIB, recordsPerSecond: 20 } });
});

async function finished(): Promise<Run> {
  const { body, status } = await world.api.start('a');
  expect(status).toBe(202);
  return world.api.done('a', body.backupId);
}

const pauses = async () =>
  (await world.effects('a')).filter((effect) => isCall(effect) && effect.path.includes('exporting/pause'));

describe('room for a pause on the disks of the brokers', () => {
  it('rejects a budget that the disk cannot carry, pauses nothing, and runs when there is room', async () => {
    await world.patch('a', { zeebe: { diskFreeBytes: 2 * GIB, recordsPerSecond: 1_000 } });
    const refused = await finished();
    expect(refused).toMatchObject({ outcome: 'rejected', exporting: 'running' });
    const check = refused.checks.find(({ name }) => name === 'pause-room');
    expect(check).toMatchObject({ ok: false, component: 'zeebe' });
    expect(check?.message).toMatch(/^broker 127\.0\.0\.1:\d+ has 2\.0 GiB free at \/usr\/local\/zeebe\/\./);
    expect(refused.pausedAt).toBeNull();
    expect(await pauses()).toHaveLength(0);

    await world.patch('a', { zeebe: { diskFreeBytes: 900 * GIB } });
    expect(await finished()).toMatchObject({ outcome: 'completed', exporting: 'running' });
    expect(await pauses()).not.toHaveLength(0);
  });

  it('does not refuse a backup because a broker shows no metrics', async () => {
    await world.fault('a', {
      kind: 'status',
      component: 'broker-0',
      path: 'actuator/prometheus',
      status: 404,
    });
    const run = await finished();
    expect(run).toMatchObject({ outcome: 'completed' });
    const check = run.checks.find(({ name }) => name === 'pause-room');
    expect(check?.message).toMatch(/^not weighed: no broker shows disk_free_bytes/);
  });
});
