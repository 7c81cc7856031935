import { doctorQuerySchema, doctorReportSchema } from '../doctor.schema.ts';
import { notificationTargetListSchema, notificationTargetSchema } from '../notification.schema.ts';
import { overviewSchema } from '../overview.schema.ts';
import type { RouteSpec } from './route.ts';

/** All clusters at once, and Holdfast itself. */
export const OPERATION_ROUTES = {
  'overview.read': {
    tag: 'overview',
    summary: 'Every cluster at a glance',
    description:
      'Lock, run, last good set, exporting of each partition, next schedule and alerts. A cluster that does not answer delays nothing: its last answer is shown, with the time.',
    response: overviewSchema,
  },
  'overview.follow': {
    tag: 'overview',
    summary: 'Follow the overview',
    description:
      'An event `overview` with the whole document at once, and whenever it changed, at most twice a second. It does not end by itself; it is ended when Holdfast stops, Redis does not answer, or the caller logs out, expires, or does not read for 30 seconds. A caller may have 50 event streams open.',
    response: 'text/event-stream',
    answer: 'Events named `overview`',
  },
  'notification.list': {
    tag: 'notifications',
    summary: 'List the targets that receive alerts, and how the last deliveries went',
    response: notificationTargetListSchema,
  },
  'notification.test': {
    tag: 'notifications',
    summary: 'Send a test message to a target',
    description: 'It goes through the queue like any other. Not idempotent.',
    status: 202,
    response: notificationTargetSchema,
    problems: ['unknown-target'],
  },
  'doctor.examine': {
    tag: 'doctor',
    summary: 'Check everything that could make the next backup fail',
    description:
      'Every check of the preflight, and Redis, clocks, workers, access, notifications, locks, schedules and alerts. Changes nothing on the clusters but for the test file by which the store verifies a snapshot repository. Always 200: `status` is the worst of all checks.',
    query: doctorQuerySchema,
    response: doctorReportSchema,
    problems: ['unknown-cluster'],
  },
  'support.bundle': {
    tag: 'support',
    summary: 'Everything that remote support needs, and no secret',
    description:
      'A gzipped tar archive: configuration with its secrets masked, checks, runs and journals, the newest jobs of every queue, what the components answer now, metrics, the end of the log, the audit trail. Changes nothing.',
    response: 'application/gzip',
  },
} as const satisfies Record<string, RouteSpec>;
