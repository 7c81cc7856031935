import { backupSchema } from '../backup.schema.ts';
import { applyRetentionSchema, retentionPreviewSchema, retentionRunSchema } from '../retention.schema.ts';
import { pauseScheduleSchema, scheduleListSchema, scheduleSchema } from '../schedule.schema.ts';
import type { RouteSpec } from './route.ts';

/** Schedules and retention. */
export const SCHEDULE_ROUTES = {
  'schedule.list': {
    tag: 'schedules',
    summary: 'List the schedules of a cluster, in the order of the configuration',
    response: scheduleListSchema,
  },
  'schedule.read': {
    tag: 'schedules',
    summary: 'Show one schedule, and what became of its newest planned times',
    response: scheduleSchema,
    problems: ['unknown-schedule'],
  },
  'schedule.pause': {
    tag: 'schedules',
    summary: 'Pause a schedule',
    description:
      'From now on its planned times are skipped, and counted as such. An active run is left alone. Idempotent; a later note replaces an earlier one.',
    body: pauseScheduleSchema,
    examples: { maintenance: { note: 'upgrade to 8.8' } },
    response: scheduleSchema,
    problems: ['unknown-schedule'],
  },
  'schedule.resume': {
    tag: 'schedules',
    summary: 'Resume a schedule',
    description: 'Its next planned time starts a run again; those that passed while it was paused do not.',
    response: scheduleSchema,
    problems: ['unknown-schedule', 'schedule-not-paused'],
  },
  'schedule.trigger': {
    tag: 'schedules',
    summary: 'Start a run of a schedule now',
    description:
      'Also while it is paused. It counts as manual, and changes nothing about the planned times. Not idempotent. After 422 another run took the number that this one was to get: ask again.',
    status: 202,
    response: backupSchema,
    answer: 'The run was accepted',
    problems: ['unknown-schedule', 'cluster-busy', 'backup-id-not-above-last'],
  },
  'retention.preview': {
    tag: 'retention',
    summary: 'What retention would delete now, and why every other set stays',
    description: 'Reads everything now and changes nothing. `retention.apply` takes its hash.',
    response: retentionPreviewSchema,
  },
  'retention.apply': {
    tag: 'retention',
    summary: 'Delete what the preview showed',
    description:
      'One set after the other, each by its own deletion under the lock of the cluster, and each decided again right before: a set that is kept meanwhile stays. Continues after a crash.',
    body: applyRetentionSchema,
    status: 202,
    response: retentionRunSchema,
    problems: ['no-retention', 'preview-stale', 'retention-running'],
  },
  'retention.read': {
    tag: 'retention',
    summary: 'The last retention run, also an active one',
    description: '404 `not-found` means that retention has not run yet.',
    response: retentionRunSchema,
    problems: ['not-found'],
  },
} as const satisfies Record<string, RouteSpec>;
