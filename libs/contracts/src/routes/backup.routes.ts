import { backupListSchema, backupSchema, verificationSchema } from '../backup.schema.ts';
import { deleteQuerySchema } from '../deletion.schema.ts';
import { manifestSchema } from '../manifest.schema.ts';
import { adoptBackupSchema, backupListQuerySchema, BOUNDED, startBackupSchema } from '../requests.schema.ts';
import { runSchema } from '../run.schema.ts';
import type { RouteSpec } from './route.ts';

/** Backups, and what can be done to their sets. */
export const BACKUP_ROUTES = {
  'backup.create': {
    tag: 'backups',
    summary: 'Start a backup',
    description:
      "Takes the cluster's lock and starts a run. The preflight comes first: a run that ends as `rejected` touched nothing. Not idempotent.",
    body: startBackupSchema,
    examples: { usual: {}, 'with a label': { labels: { why: 'upgrade' } } },
    status: 202,
    response: backupSchema,
    answer: 'The run was accepted',
    problems: ['cluster-busy', 'backup-id-not-above-last'],
  },
  'backup.list': {
    tag: 'backups',
    summary: 'List backups, newest id first',
    description:
      'Every backup of the cluster, no matter which tool took it: the runs of Holdfast, joined by id with the sets in the repository and in Zeebe. While a run is active the components are not asked, and their last answers are shown. ' +
      BOUNDED,
    query: backupListQuerySchema,
    response: backupListSchema,
  },
  'backup.show': {
    tag: 'backups',
    summary: 'Show one backup: its run with all steps, and the set that exists',
    response: backupSchema,
    problems: ['unknown-backup'],
  },
  'backup.cancel': {
    tag: 'backups',
    summary: 'Cancel a run',
    description:
      'Asks the run to stop: no further step starts, exporting is resumed, the run ends as `cancelled`. Idempotent while the run is active.',
    status: 202,
    response: backupSchema,
    problems: ['unknown-backup', 'already-done'],
  },
  'backup.verify': {
    tag: 'backup sets',
    summary: 'Verify a set',
    description:
      'Checks every part by name and number, every snapshot as far as the engine can check it, Zeebe and its partitions, and whether the set was taken inside one pause. Changes nothing on the cluster; the result is stored with its date. `ok` is the verdict.',
    response: verificationSchema,
    problems: ['unknown-backup', 'set-running'],
  },
  'backup.manifest': {
    tag: 'backup sets',
    summary: 'The manifest of a set',
    description:
      'Ids, snapshots with their uuids, positions, versions, times, fence and a hash of the journal, to store elsewhere.',
    response: manifestSchema,
    problems: ['unknown-backup', 'set-running'],
  },
  'backup.keep': {
    tag: 'backup sets',
    summary: 'Mark a set as not to be deleted',
    description:
      'Idempotent. A set whose deletion is under way is marked, too; the 409 says that it may be too late.',
    response: backupSchema,
    problems: ['unknown-backup', 'cluster-busy'],
  },
  'backup.release': {
    tag: 'backup sets',
    summary: 'Remove that mark',
    description: 'Idempotent.',
    response: backupSchema,
    problems: ['unknown-backup'],
  },
  'backup.adopt': {
    tag: 'backup sets',
    summary: 'Adopt a foreign set',
    description:
      "Makes a set that another tool or installation took one of the cluster's own: from then on retention and deletion treat it as such. Where the set names another cluster, `from` must repeat that name. Idempotent.",
    body: adoptBackupSchema,
    examples: { 'of another cluster': { from: 'prod' } },
    response: backupSchema,
    problems: ['unknown-backup', 'set-running', 'confirmation-needed'],
  },
  'backup.delete': {
    tag: 'backup sets',
    summary: 'Delete a set',
    description:
      "Starts to delete every part of it, by exact names, under the cluster's lock. Refused for the last complete set and for one that is kept, unless forced. One that stops half-way stays marked and can be deleted again.",
    query: deleteQuerySchema,
    status: 202,
    response: runSchema,
    problems: [
      'unknown-backup',
      'set-running',
      'set-foreign',
      'set-kept',
      'last-complete-set',
      'cluster-busy',
    ],
  },
  'deletion.show': {
    tag: 'backup sets',
    summary: 'Show one deletion with all its steps',
    response: runSchema,
    problems: ['unknown-deletion'],
  },
} as const satisfies Record<string, RouteSpec>;
