import { StoresWorld } from '../support/stores-world.ts';
import { backupSuite } from '../support/suites/backup.suite.ts';

backupSuite((instances) => StoresWorld.create(instances));
