import { SEPARATE_SHAPE } from './cluster-shape.ts';
import type { Generation } from './generation.ts';
import { ZEEBE_PROGRAM } from './restore-program.ts';
import { backupTogether, restoreApp, SEPARATE } from './separate-web-apps.ts';
import { deletion } from './stages.ts';

/** 8.2 and 8.3: the records and Zeebe are backed up at the same time. */
export const camunda82: Generation = {
  name: '8.2',
  minors: [2, 3],
  shape: SEPARATE_SHAPE,
  reportsBrokers: false,
  components: SEPARATE,
  procedures: { backup: backupTogether, restore: restoreApp, deletion },
  restoreProgram: ZEEBE_PROGRAM,
};
