import type { Component } from '../component.ts';
import {
  alone,
  pauseExporting,
  restoreByApp,
  restoreOptimize,
  restorePart,
  restoreRecords,
  resumeExporting,
  takePart,
  together,
} from './stages.ts';
import type { Procedure, Stage } from '../procedure-shape.ts';

/** 8.1 to 8.7: Operate and Tasklist are applications of their own, and so are their backups. */
export const SEPARATE: readonly Component[] = ['zeebe', 'operate', 'tasklist', 'optimize', 'records'];

const DOCS = 'docs, Self-Managed, operational guides: Backup and restore';

const webApps: Stage = together(
  takePart('backup-optimize', 'optimize', 'Back up Optimize (two snapshots)'),
  takePart('backup-operate', 'operate', 'Back up Operate (six snapshots)'),
  takePart('backup-tasklist', 'tasklist', 'Back up Tasklist (six snapshots)'),
);
const records = takePart('snapshot-records', 'records', 'Snapshot the exported Zeebe records');
const zeebe = takePart('backup-zeebe', 'zeebe', 'Back up every Zeebe partition');

/** 8.1 to 8.3: the records and Zeebe at the same time, inside one pause. */
export const backupTogether: Procedure = {
  name: 'webapps-first',
  kind: 'backup',
  source: `Camunda 8.3 ${DOCS}, "Backup process"`,
  stages: [webApps, alone(pauseExporting), together(records, zeebe), resumeExporting],
};

/**
 * 8.4 to 8.7: the web applications first, then the records and Zeebe inside one pause. The records snapshot must
 * be complete before the Zeebe backup is triggered, so that no exported record is newer than the log it came from.
 */
export const backupSerialTail: Procedure = {
  name: 'webapps-first-serial-tail',
  kind: 'backup',
  source: `Camunda 8.6 ${DOCS}, "Backup process"`,
  stages: [webApps, alone(pauseExporting), alone(records), alone(zeebe), resumeExporting],
};

export const restoreApp: Procedure = restoreByApp(
  { name: 'restore-app', source: `Camunda 8.6 ${DOCS}, "Restore process"` },
  [
    restorePart('restore-operate', 'operate', 'Restore the snapshots of Operate, without index blocks'),
    restorePart('restore-tasklist', 'tasklist', 'Restore the snapshots of Tasklist, without index blocks'),
    restoreOptimize,
    restoreRecords,
  ],
);
