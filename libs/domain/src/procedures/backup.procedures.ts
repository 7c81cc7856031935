import type { Procedure } from '../procedure-shape.ts';
import { defineStep, takePart } from './define-step.ts';

/**
 * 8.4–8.7: the web applications first, then the records and Zeebe inside one pause. The records snapshot must
 * be complete before the Zeebe backup is triggered, so that no exported record is newer than the log it came from.
 */
const webAppsFirst: Procedure = {
  name: 'webapps-first-serial-tail',
  kind: 'backup',
  minors: [4, 5, 6, 7],
  source: 'Camunda 8.6 docs, Self-Managed, operational guides: Backup and restore, "Backup process"',
  stages: [
    {
      when: 'on-success',
      steps: [
        takePart('backup-optimize', 'optimize', 'Back up Optimize (two snapshots)'),
        takePart('backup-operate', 'operate', 'Back up Operate (six snapshots)'),
        takePart('backup-tasklist', 'tasklist', 'Back up Tasklist (six snapshots)'),
      ],
    },
    {
      when: 'on-success',
      steps: [defineStep('pause-exporting', 'zeebe', 'Soft-pause exporting on every partition')],
    },
    {
      when: 'on-success',
      steps: [takePart('snapshot-records', 'records', 'Snapshot the exported Zeebe records')],
    },
    { when: 'on-success', steps: [takePart('backup-zeebe', 'zeebe', 'Back up every Zeebe partition')] },
    { when: 'always', steps: [defineStep('resume-exporting', 'zeebe', 'Resume exporting and read it back')] },
  ],
};

export const BACKUP_PROCEDURES: readonly Procedure[] = [webAppsFirst];
