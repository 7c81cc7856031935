import type { Procedure } from '../procedure-shape.ts';
import type { Generation } from './generation.ts';
import { ORCHESTRATION_PROGRAM } from './restore-program.ts';
import {
  alone,
  checkDeleted,
  checkRestored,
  defineStep,
  deleteIndices,
  deleteSnapshots,
  onlyWith,
  rehearseRestore,
  restoreOptimize,
  restorePart,
  restoreZeebe,
  seedTemplates,
  startCamunda,
  stopCamunda,
  takePart,
  together,
} from './stages.ts';

const DOCS = 'docs, Self-Managed, operational guides: Backup and restore, RDBMS';

/**
 * The database first: what it holds must not be newer than the log that can be restored. Nothing is paused, for Zeebe exports
 * again from wherever the restored database is. Optimize has its own search engine, and is backed up by itself.
 */
const databaseFirst: Procedure = {
  name: 'database-first',
  kind: 'backup',
  source: `Camunda 8.9 ${DOCS}, "Backup"`,
  stages: [
    together(
      takePart('dump-database', 'database', 'Dump the relational database by the command of the operator'),
      takePart('backup-optimize', 'optimize', 'Back up Optimize (two snapshots)'),
    ),
    alone(takePart('backup-zeebe', 'zeebe', 'Back up every Zeebe partition, under an id of the cluster')),
  ],
};

/**
 * The database, then the brokers: the restore application reads the exported position from the restored database, and restores
 * the log from before it. Only Optimize has indices.
 */
const restoreDatabase: Procedure = {
  name: 'restore-database-app',
  kind: 'restore',
  source: `Camunda 8.9 ${DOCS}, "Restore"`,
  stages: [
    onlyWith('optimize', rehearseRestore),
    onlyWith('optimize', seedTemplates),
    stopCamunda,
    restorePart('restore-database', 'database', 'Restore the dump by the command of the operator'),
    onlyWith('optimize', deleteIndices),
    restoreOptimize,
    restoreZeebe,
    startCamunda,
    checkRestored,
  ].map(alone),
};

/**
 * Zeebe's own backup stays: without one from the middle of a range, no set around it could be restored. The retention of the
 * cluster removes the oldest ones.
 */
const deleteDump: Procedure = {
  name: 'delete-dump-and-snapshots',
  kind: 'deletion',
  source: `Camunda 8.9 ${DOCS}; no order is given there`,
  stages: [
    alone(defineStep('delete-dump', 'database', 'Delete the dump by the command of the operator')),
    alone(deleteSnapshots),
    alone(checkDeleted),
  ],
};

/** 8.9 and 8.10 on a relational database. The cluster chooses the ids of Zeebe's backups. */
export const camundaRdbms: Generation = {
  name: 'rdbms',
  minors: [9, 10],
  shape: { orchestration: true, rest: false, relational: true },
  reportsBrokers: true,
  components: ['zeebe', 'optimize', 'database'],
  procedures: { backup: databaseFirst, restore: restoreDatabase, deletion: deleteDump },
  restoreProgram: ORCHESTRATION_PROGRAM,
};
