import { RealWorld } from '../support/real-world.ts';
import { killsSuite } from '../support/suites/kills.suite.ts';

killsSuite((instances) => RealWorld.create(instances));
