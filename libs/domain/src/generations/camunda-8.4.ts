import { SEPARATE_SHAPE } from './cluster-shape.ts';
import type { Generation } from './generation.ts';
import { ZEEBE_PROGRAM } from './restore-program.ts';
import { backupSerialTail, restoreApp, SEPARATE } from './separate-web-apps.ts';
import { deletion } from './stages.ts';

/** 8.4 to 8.7: the records are complete before Zeebe is backed up. */
export const camunda84: Generation = {
  name: '8.4',
  minors: [4, 5, 6, 7],
  shape: SEPARATE_SHAPE,
  reportsBrokers: true,
  components: SEPARATE,
  procedures: { backup: backupSerialTail, restore: restoreApp, deletion },
  restoreProgram: ZEEBE_PROGRAM,
};
