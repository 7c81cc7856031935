import { StoresWorld } from '../support/stores-world.ts';
import { killsSuite } from '../support/suites/kills.suite.ts';

killsSuite((instances) => StoresWorld.create(instances));
