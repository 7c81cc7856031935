import { SEPARATE_SHAPE } from './cluster-shape.ts';
import type { Generation } from './generation.ts';
import { ZEEBE_PROGRAM } from './restore-program.ts';
import { backupTogether, restoreApp, SEPARATE } from './separate-web-apps.ts';
import { deletion } from './stages.ts';

/** The first backup APIs: one backup by its id, no list, no deletion, and a hard pause only. */
export const camunda81: Generation = {
  name: '8.1',
  minors: [1],
  shape: SEPARATE_SHAPE,
  reportsBrokers: false,
  components: SEPARATE,
  procedures: { backup: backupTogether, restore: restoreApp, deletion },
  restoreProgram: ZEEBE_PROGRAM,
};
