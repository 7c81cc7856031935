import { z } from 'zod';
import { COMPONENTS, RUN_OUTCOMES, STEP_NAMES } from '#domain';
import { backupIdSchema, timeSchema } from './run.schema.ts';

const seconds = z.number().min(0);

/** Over a year, and some days to compare with. */
export const MOST_TREND_DAYS = 400;
export const trendQuerySchema = z.strictObject({
  days: z.coerce
    .number<string | number>()
    .pipe(z.int().min(1).max(MOST_TREND_DAYS))
    .default(30)
    .describe('How many days back'),
});

/** How long runs usually take: the median of the ten newest that completed. */
export const usualSchema = z.strictObject({
  backup: z
    .strictObject({ seconds, pauseSeconds: seconds.nullable(), of: z.int().describe('How many runs') })
    .nullable(),
  restore: z.strictObject({ seconds, of: z.int().describe('How many runs') }).nullable(),
});
export type UsualTimes = z.infer<typeof usualSchema>;

const forecastSchema = z
  .strictObject({
    now: z.number().describe('On the line, at the last value'),
    perDay: z.number().describe('How much it grows; below zero where it shrinks'),
    reachesAt: timeSchema.nullable().describe('When it reaches the limit; null where not within two years'),
  })
  .nullable()
  .describe(
    'A line through the values that outliers do not move; null with fewer than 5, or over less than 2 days',
  );

const sizesSchema = z
  .partialRecord(z.enum(COMPONENTS), z.int())
  .nullable()
  .describe('Bytes that the snapshots of each component hold; null where that was never read');

/** The backups of a cluster over time. Spans are in seconds, sizes in bytes. */
export const trendSchema = z.strictObject({
  cluster: z.string(),
  from: timeSchema,
  to: timeSchema,
  pauseBudgetSeconds: seconds,
  objectiveSeconds: seconds.nullable(),
  usual: usualSchema,
  forecast: z.strictObject({
    seconds: forecastSchema,
    pauseSeconds: forecastSchema.describe('Its limit is the pause budget'),
    sizeBytes: forecastSchema.describe('Of all snapshots of one set'),
  }),
  daily: z.array(
    z.strictObject({
      date: z.string().describe('In UTC: 2026-11-29'),
      outcomes: z.record(z.enum(RUN_OUTCOMES), z.int()),
      medianSeconds: seconds.nullable().describe('Of the completed backups'),
      longestPauseSeconds: seconds.nullable(),
      oldestAgeSeconds: seconds
        .nullable()
        .describe('How old the newest completed backup was at the worst moment of the day'),
      sizeBytes: z.int().nullable().describe('Of the last set of the day'),
    }),
  ),
  backups: z
    .array(
      z.strictObject({
        backupId: backupIdSchema,
        requestedAt: timeSchema,
        outcome: z.enum(RUN_OUTCOMES),
        seconds,
        pauseSeconds: seconds.nullable(),
        steps: z.array(z.strictObject({ name: z.enum(STEP_NAMES), seconds })),
        sizes: sizesSchema,
      }),
    )
    .describe('The newest 400 of the time, the oldest first'),
  truncated: z
    .boolean()
    .describe('Whether there were more runs than were read: then the first days lack some'),
});
export type Trend = z.infer<typeof trendSchema>;

export const calendarQuerySchema = z.strictObject({
  hours: z.coerce
    .number<string | number>()
    .pipe(
      z
        .int()
        .min(1)
        .max(14 * 24),
    )
    .default(24)
    .describe('How far ahead'),
});

const plannedRunSchema = z.strictObject({
  cluster: z.string(),
  schedule: z.string(),
  at: timeSchema.describe('The planned time; with jitter, it begins later'),
  until: timeSchema.describe(
    'When it ends, if it takes as long as usual; 10 minutes where that is not known',
  ),
});

/** What is planned on all clusters, by the search engine that they share. */
export const calendarSchema = z.strictObject({
  from: timeSchema,
  to: timeSchema,
  engines: z.array(
    z.strictObject({
      clusters: z.array(z.string()).describe('Those that keep their snapshots in this engine'),
      planned: z.array(plannedRunSchema),
      overlaps: z
        .array(z.strictObject({ from: timeSchema, until: timeSchema, runs: z.array(plannedRunSchema) }))
        .describe('Where runs of several clusters are planned at the same time'),
    }),
  ),
  truncated: z.boolean().describe('Whether more is planned than is listed: 2,000 runs'),
});
export type Calendar = z.infer<typeof calendarSchema>;
