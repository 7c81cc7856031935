import { clusterListSchema, exportingSchema } from '../clusters.schema.ts';
import { breakLockSchema, brokenLockSchema } from '../lock-break.schema.ts';
import { exportQuerySchema } from '../history.schema.ts';
import { allRunsListSchema, runListSchema } from '../overview.schema.ts';
import { allRunsQuerySchema, BOUNDED, runListQuerySchema } from '../requests.schema.ts';
import type { RouteSpec } from './route.ts';

/** What the journals of all kinds of runs have in common. */
const JOURNAL = {
  tag: 'events',
  description:
    'Replays the journal from the start, or after `Last-Event-ID`, then follows it until the run ends.',
  headers: { 'Last-Event-ID': 'Id of the last event that was received' },
  response: 'text/event-stream',
  answer: 'One event per journal entry',
  nothingToSend: 'The run has ended and every event was received',
} as const;

/** A cluster, its lock, its exporting, and the journals of its runs. */
export const RUN_ROUTES = {
  'cluster.list': {
    tag: 'clusters',
    summary: 'List the configured clusters that you may see, and the holders of their locks',
    response: clusterListSchema,
  },
  'run.all': {
    tag: 'runs',
    summary: 'List runs of all clusters that you may see, newest first',
    description: 'As the list of one cluster, by number over all of them. ' + BOUNDED,
    query: allRunsQuerySchema,
    response: allRunsListSchema,
  },
  'run.export': {
    tag: 'runs',
    summary: 'Export runs with their journals, oldest first',
    description:
      'One JSON object per line, one line per run, of the clusters that you may see. From the record alone: what `history.keep` no longer keeps is not in it. An answer that is cut off before its end is broken off, so that it cannot be taken for the whole.',
    query: exportQuerySchema,
    response: 'application/x-ndjson',
    answer: 'Lines as `exportedRunSchema` describes them',
    problems: ['unknown-cluster'],
  },
  'run.list': {
    tag: 'runs',
    summary: 'List runs of every kind, newest first',
    description:
      'Backups, restores and deletions take their numbers from one sequence. From the record alone. ' +
      BOUNDED,
    query: runListQuerySchema,
    response: runListSchema,
  },
  'backup.follow': { ...JOURNAL, summary: 'Follow a backup', problems: ['unknown-backup'] },
  'restore.follow': { ...JOURNAL, summary: 'Follow a restore', problems: ['unknown-restore'] },
  'deletion.follow': { ...JOURNAL, summary: 'Follow a deletion', problems: ['unknown-deletion'] },
  'lock.break': {
    tag: 'locks',
    summary: 'Shut out the run that holds a cluster',
    description:
      'Raises the fence, so that a process that still works on the run can no longer write or call anything. Then exporting is resumed where the run had paused it, and the run ends as `failed`; until then no other run starts. Not idempotent.',
    body: breakLockSchema,
    status: 202,
    response: brokenLockSchema,
    problems: ['lock-not-held'],
  },
  'exporting.read': {
    tag: 'exporting',
    summary: 'Read the exporter phase of every partition, from the brokers, now',
    response: exportingSchema,
  },
  'exporting.resume': {
    tag: 'exporting',
    summary: 'Make exporting run',
    description:
      'Lifts any pause, unless a run owns it whose pause budget is not used up, and reads every broker. Beyond the budget it needs no Redis. Idempotent. Check `exporting` of the answer: `running` is read back, anything else is not confirmed.',
    response: exportingSchema,
    problems: ['pause-owned', 'pause-owner-unknown'],
  },
} as const satisfies Record<string, RouteSpec>;
