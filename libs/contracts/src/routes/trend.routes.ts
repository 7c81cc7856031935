import { calendarQuerySchema, calendarSchema, trendQuerySchema, trendSchema } from '../trend.schema.ts';
import type { RouteSpec } from './route.ts';

/** How backups develop, and what is planned. */
export const TREND_ROUTES = {
  'trend.read': {
    tag: 'trends',
    summary: 'How the backups of a cluster develop',
    description:
      'Durations by step, pauses, sizes and outcomes of the last days, by day and by backup, and where they go if they continue as before. From the history of runs alone: what `history.keep` has removed is not in it. Up to 10 seconds old.',
    query: trendQuerySchema,
    response: trendSchema,
  },
  'calendar.read': {
    tag: 'trends',
    summary: 'What is planned on all clusters that you may see, and where it collides',
    description:
      'The planned times of schedules that are not paused, by search engine. Two clusters with one engine take their snapshots from it at the same time where their runs overlap.',
    query: calendarQuerySchema,
    response: calendarSchema,
  },
} as const satisfies Record<string, RouteSpec>;
