import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { World } from '../support/world.ts';

/** Component and path of the call after which another version answers; none while the world is set up. */
let updateAfter: { component: string; path: string } | null = null;
let world: World;
beforeAll(async () => {
  world = await World.create(['a'], {
    hooks: {
      onCall: async (_cluster, { component, method, path }, moment) => {
        const due = updateAfter?.component === component && path.startsWith(updateAfter.path);
        if (!due || method !== 'POST' || moment !== 'after') return undefined;
        updateAfter = null;
        await world.fault('a', {
          kind: 'status',
          component: component === 'operate' ? 'operate' : 'zeebe',
          path: '^/actuator/info',
          status: 200,
          body: { build: { version: '8.6.1' } },
        });
        return undefined;
      },
    },
  });
}, 60_000);
afterAll(() => world.close());

describe('Camunda that is updated during a backup', () => {
  it.each([
    ['operate', { component: 'operate', path: '/actuator/backups' }],
    ['zeebe', { component: 'broker-0', path: '/actuator/exporting/pause' }],
  ])('ends it truthfully: %s', async (component, after) => {
    updateAfter = after;
    const { body } = await world.api.start('a');
    const run = await world.api.done('a', body.backupId);
    await world.clearFaults('a');
    expect(run).toMatchObject({
      outcome: 'failed',
      exporting: 'running',
      failure: { code: 'version-changed', component, answer: '8.6.1' },
    });
    expect(run.failure?.message).toContain('Finish the update, then take a new backup.');
    expect(new Set(await world.phases('a'))).toEqual(new Set(['EXPORTING']));
  });

  it('does not reject the next one', async () => {
    const { body } = await world.api.start('a');
    expect(await world.api.done('a', body.backupId)).toMatchObject({ outcome: 'completed' });
  });
});
