import { StoresWorld } from '../support/stores-world.ts';
import { lossSuite } from '../support/suites/loss.suite.ts';
import { everythingIn } from '../support/everything.ts';

/** The cycle of loss.spec.ts, with OpenSearch as the engine. */
let world: StoresWorld;

lossSuite(
  async (instances) => {
    world = await StoresWorld.create(instances, 'opensearch');
    return world;
  },
  everythingIn(() => world),
);
