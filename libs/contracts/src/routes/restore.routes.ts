import { BOUNDED, restoreListQuerySchema } from '../requests.schema.ts';
import {
  confirmSchema,
  planRestoreSchema,
  restoreListSchema,
  restoreSchema,
  runRestoreSchema,
} from '../restore.schema.ts';
import type { RouteSpec } from './route.ts';

export const RESTORE_ROUTES = {
  'restore.plan': {
    tag: 'restores',
    summary: 'Plan a restore',
    description:
      'Answers with every action, all losses, every check and a hash. Touches nothing. A plan is stored for a day, unless `dryRun` is set.',
    body: planRestoreSchema,
    examples: { plan: { backupId: 1_795_878_515 }, 'checks only': { backupId: 1_795_878_515, dryRun: true } },
    status: 201,
    response: restoreSchema,
    problems: ['unknown-backup'],
  },
  'restore.list': {
    tag: 'restores',
    summary: 'List restores that were started, newest first',
    description: BOUNDED,
    query: restoreListQuerySchema,
    response: restoreListSchema,
  },
  'restore.show': {
    tag: 'restores',
    summary: 'Show one restore, or a plan that was not run yet',
    response: restoreSchema,
    problems: ['unknown-restore'],
  },
  'restore.run': {
    tag: 'restores',
    summary: 'Run a restore',
    description:
      'Requires the hash of the plan that was read. Starts only if the plan would be the same now, and every check passes. Not idempotent.',
    body: runRestoreSchema,
    status: 202,
    response: restoreSchema,
    problems: [
      'unknown-restore',
      'unknown-backup',
      'plan-stale',
      'plan-not-runnable',
      'already-done',
      'cluster-busy',
    ],
  },
  'restore.cancel': {
    tag: 'restores',
    summary: 'Cancel a restore',
    description:
      'No further step starts. What was deleted stays deleted, and Camunda stays stopped: plan and run another restore. Idempotent while the restore is active.',
    status: 202,
    response: restoreSchema,
    problems: ['unknown-restore', 'already-done'],
  },
  'restore.confirm': {
    tag: 'restores',
    summary: 'Confirm what a person was asked to do',
    description: 'For `control: manual`. `waitingFor` of the restore has the action and its instruction.',
    body: confirmSchema,
    status: 202,
    response: restoreSchema,
    problems: ['unknown-restore', 'not-waiting'],
  },
} as const satisfies Record<string, RouteSpec>;
