import { describe, expect, it } from '@jest/globals';
import { everythingIn, lookAt } from '../support/everything.ts';
import { restoreByHand } from '../support/restore-by-hand.ts';
import { StoresWorld } from '../support/stores-world.ts';
import { completeOne, lossSuite, loseEverything } from '../support/suites/loss.suite.ts';

let world: StoresWorld;

lossSuite(
  async (instances) => {
    world = await StoresWorld.create(instances);
    return world;
  },
  everythingIn(() => world),
  () => {
    describe('the same cluster, lost again', () => {
      it('is restored by hand with the same content, in its own time (printed, not asserted)', async () => {
        const before = await lookAt(world);
        const { body } = await world.api.start(world.name);
        const backup = await world.api.done(world.name, body.backupId, 120);
        expect(backup.outcome).toBe('completed');
        await loseEverything(world);
        const seconds = await restoreByHand(world, backup.setId);
        process.stdout.write(`\nrestore by hand ${seconds.toFixed(1)} s\n`);
        expect(await lookAt(world)).toEqual(before);
        await completeOne(world);
      }, 300_000);
    });
  },
);
