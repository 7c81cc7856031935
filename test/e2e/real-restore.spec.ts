import { RealWorld } from '../support/real-world.ts';
import { lossSuite } from '../support/suites/loss.suite.ts';

lossSuite((instances) => RealWorld.create(instances));
