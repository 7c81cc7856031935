import {
  acknowledgeAlertSchema,
  alertListSchema,
  alertViewSchema,
  createSilenceSchema,
  silenceListSchema,
  silenceSchema,
} from '../alert.schema.ts';
import type { RouteSpec } from './route.ts';

/** Alerts, and what people do about them. */
export const ALERT_ROUTES = {
  'alert.list': {
    tag: 'alerts',
    summary: 'List the alerts that are raised now of the clusters that you may see, the worst of each first',
    response: alertListSchema,
  },
  'alert.acknowledge': {
    tag: 'alerts',
    summary: 'Acknowledge an alert: you have seen it, and deal with it',
    description:
      'It stays raised until its cause is gone, and shows who acknowledged it. Raised again, it is not acknowledged. Idempotent: a later acknowledgement replaces an earlier one.',
    body: acknowledgeAlertSchema,
    examples: {
      'a failed backup': { kind: 'last-backup-failed', subject: '1795878515', note: 'ordered disks' },
    },
    response: alertViewSchema,
    problems: ['unknown-alert'],
  },
  'silence.list': {
    tag: 'alerts',
    summary: 'List the silences that are in force, of the clusters that you may see',
    response: silenceListSchema,
  },
  'silence.create': {
    tag: 'alerts',
    summary: 'Silence alerts of a cluster for a time',
    description:
      'No target receives what is raised meanwhile, unless Redis cannot be read. Alerts are shown all the time. One that is still raised when the silence ends is sent then; the end of one that was sent before is sent, too. A cluster has 100 silences at most. Not idempotent.',
    body: createSilenceSchema,
    examples: { 'two hours of maintenance': { seconds: 7_200, note: 'upgrade to 8.8' } },
    status: 201,
    response: silenceSchema,
    problems: ['too-many-silences'],
  },
  'silence.end': {
    tag: 'alerts',
    summary: 'End a silence before its time',
    description: 'What it held back and is still raised is sent within seconds.',
    response: silenceSchema,
    answer: 'The silence as it was',
    problems: ['unknown-silence'],
  },
} as const satisfies Record<string, RouteSpec>;
