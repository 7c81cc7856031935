import type { StepComponent } from '../component.ts';
import type { Procedure, Stage } from '../procedure-shape.ts';
import type { StepName } from '../step-name.ts';
import { defineStep } from './define-step.ts';

/** One step after the other: what follows a failed one must not happen, and nothing always runs. */
const alone = (name: StepName, component: StepComponent, summary: string): Stage => ({
  when: 'on-success',
  steps: [defineStep(name, component, summary)],
});

/**
 * 8.4–8.7: a rehearsal while everything still runs, for after it nothing has to be undone. Then templates exist, everything stopped, indices deleted, every snapshot restored, then the Zeebe restore
 * application once per broker. After a failure Camunda stays stopped: on half of its data it would do harm.
 */
const restoreApp: Procedure = {
  name: 'restore-app',
  kind: 'restore',
  minors: [4, 5, 6, 7],
  source: 'Camunda 8.6 docs, Self-Managed, operational guides: Backup and restore, "Restore process"',
  stages: [
    alone('rehearse-restore', 'records', 'Restore a small index under another name, and delete it again'),
    alone('seed-templates', 'camunda', 'Make sure that the index templates exist: no snapshot holds them'),
    alone('stop-camunda', 'camunda', 'Stop every broker, gateway and web application'),
    alone('delete-indices', 'records', 'Delete the indices that the set will replace'),
    alone('restore-operate', 'operate', 'Restore the snapshots of Operate, without index blocks'),
    alone('restore-tasklist', 'tasklist', 'Restore the snapshots of Tasklist, without index blocks'),
    alone('restore-optimize', 'optimize', 'Restore the snapshots of Optimize, without index blocks'),
    alone(
      'restore-records',
      'records',
      'Restore the snapshot of the exported Zeebe records, without index blocks',
    ),
    alone('restore-zeebe', 'zeebe', 'Restore every broker, on an empty data directory'),
    alone('start-camunda', 'camunda', 'Start everything'),
    alone('check-restored', 'camunda', 'Read back partitions, exporting and the number of documents'),
  ],
};

export const RESTORE_PROCEDURES: readonly Procedure[] = [restoreApp];
