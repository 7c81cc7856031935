import type { Procedure, StepDefinition } from '../procedure-shape.ts';
import type { Generation } from './generation.ts';
import { ORCHESTRATION_PROGRAM } from './restore-program.ts';
import {
  alone,
  deletion,
  pauseExporting,
  restoreByApp,
  restoreOptimize,
  restorePart,
  restoreRecords,
  resumeExporting,
  takePart,
  together,
} from './stages.ts';

const DOCS = 'docs, Self-Managed, operational guides: Backup and restore, Elasticsearch/OpenSearch';

/**
 * Exporting is paused first: from 8.8 on the Camunda Exporter writes into the indices of the web applications itself, and a
 * restored position must not be ahead of them (Camunda issue 16919).
 */
export const pauseFirst: Procedure = {
  name: 'pause-first',
  kind: 'backup',
  source: `Camunda 8.9 ${DOCS}, "Backup"`,
  stages: [
    alone(pauseExporting),
    together(
      takePart('backup-webapps', 'webapps', 'Back up Operate and Tasklist (the history backup)'),
      takePart('backup-optimize', 'optimize', 'Back up Optimize (two snapshots)'),
    ),
    alone(takePart('snapshot-records', 'records', 'Snapshot the exported Zeebe records')),
    alone(takePart('backup-zeebe', 'zeebe', 'Back up every Zeebe partition (the runtime backup)')),
    resumeExporting,
  ],
};

/** The snapshots of a set, in the order in which they are restored. */
export const restoreSnapshots: readonly StepDefinition[] = [
  restorePart(
    'restore-webapps',
    'webapps',
    'Restore the snapshots of Operate and Tasklist, without index blocks',
  ),
  restoreOptimize,
  restoreRecords,
];

const restoreApp: Procedure = restoreByApp(
  { name: 'restore-app-webapps', source: `Camunda 8.9 ${DOCS}, "Restore"` },
  restoreSnapshots,
);

/** 8.8 to 8.10 on a search engine, through the management API: one application, one history backup. */
export const camunda88: Generation = {
  name: '8.8',
  minors: [8, 9, 10],
  shape: { orchestration: true, rest: false, relational: false },
  reportsBrokers: true,
  components: ['zeebe', 'webapps', 'optimize', 'records'],
  procedures: { backup: pauseFirst, restore: restoreApp, deletion },
  restoreProgram: ORCHESTRATION_PROGRAM,
};
