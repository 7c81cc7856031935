import { RealWorld } from '../support/real-world.ts';
import { backupSuite } from '../support/suites/backup.suite.ts';

backupSuite((instances) => RealWorld.create(instances));
