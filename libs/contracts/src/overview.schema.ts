import { z } from 'zod';
import { COMPONENTS } from '#domain';
import { alertViewSchema } from './alert.schema.ts';
import { exportingSchema, lockSchema } from './clusters.schema.ts';
import { requestedActionSchema } from './restore.schema.ts';
import { usualSchema } from './trend.schema.ts';
import { backupIdSchema, runSchema, stepSchema, timeSchema } from './run.schema.ts';

/** A run in short: what a list and the overview show of it. */
export const runSummarySchema = runSchema
  .pick({
    kind: true,
    number: true,
    setId: true,
    phase: true,
    outcome: true,
    exporting: true,
    requestedAt: true,
    origin: true,
    cancelRequestedAt: true,
    pausedAt: true,
    resumedAt: true,
    finishedAt: true,
  })
  .extend({
    steps: z.array(stepSchema.pick({ name: true, state: true, done: true, total: true })),
    cause: z.string().nullable().describe('Why it did not end well, in one sentence'),
  })
  .meta({ id: 'RunSummary' });
export type RunSummary = z.infer<typeof runSummarySchema>;

/** Runs of every kind, newest number first. */
export const runListSchema = z
  .strictObject({
    items: z.array(runSummarySchema),
    next: z.string().nullable(),
  })
  .meta({ id: 'RunList' });
export type RunList = z.infer<typeof runListSchema>;

/** Runs of several clusters, newest number first. */
export const allRunsListSchema = z
  .strictObject({
    items: z.array(z.strictObject({ cluster: z.string(), run: runSummarySchema })),
    next: z.string().nullable(),
  })
  .meta({ id: 'AllRunsList' });
export type AllRunsList = z.infer<typeof allRunsListSchema>;

/** One cluster at a glance. */
export const clusterOverviewSchema = z
  .strictObject({
    name: z.string(),
    version: z.string().nullable(),
    components: z.array(z.enum(COMPONENTS)),
    labels: z.record(z.string(), z.string()).describe('As configured: by them people find it among many'),
    pauseBudgetSeconds: z.number().describe('The longest time that exporting may stay paused'),
    restorable: z.boolean().describe('Whether restores are configured for it'),
    lock: lockSchema.nullable(),
    current: runSummarySchema.nullable().describe('The run that holds the cluster'),
    last: runSummarySchema.nullable().describe('The run that ended last'),
    lastGood: z
      .strictObject({ backupId: backupIdSchema, finishedAt: timeSchema })
      .nullable()
      .describe('The newest backup that completed and whose set is there; null for none'),
    objectiveSeconds: z
      .number()
      .nullable()
      .describe('How old the newest completed backup may be; null where it may have any age'),
    waitingFor: requestedActionSchema.nullable().describe('What the present run waits for a person to do'),
    lastBackup: runSummarySchema.nullable().describe('The backup that ended last'),
    usual: usualSchema.describe('How long its runs usually take'),
    exporting: exportingSchema
      .nullable()
      .describe(
        'As last read, and read again when a run ends; null before the first look. `readAt` may be before the end of `last`',
      ),
    next: z.strictObject({ schedule: z.string(), at: timeSchema, timezone: z.string() }).nullable(),
    alerts: z.array(alertViewSchema),
  })
  .meta({ id: 'ClusterOverview' });
export type ClusterOverview = z.infer<typeof clusterOverviewSchema>;

/** Every cluster that the caller may see. Also the data of the `overview` event. */
export const overviewSchema = z
  .strictObject({
    at: timeSchema.describe("When it was put together, by the server's clock"),
    clusters: z.array(clusterOverviewSchema),
  })
  .meta({ id: 'Overview' });
export type Overview = z.infer<typeof overviewSchema>;

/** Of a client that follows changes alone. */
export const followOverviewSchema = z.strictObject({
  changes: z
    .enum(['true', 'false'])
    .default('false')
    .describe('`true`: events `clusters` with what changed, in place of the whole document each time'),
});

/** The data of the `clusters` event. */
export const overviewChangesSchema = z
  .strictObject({
    at: timeSchema.describe("By the server's clock"),
    first: z.boolean().describe('The first of this stream: what was known before is out of date'),
    total: z
      .int()
      .describe(
        'How many clusters there are to see. The first ones come in several events; all came when as many are known',
      ),
    clusters: z.array(clusterOverviewSchema).describe('Those that are new or changed'),
    gone: z.array(z.string()).describe('Names of those that can no longer be seen'),
  })
  .meta({ id: 'OverviewChanges' });
export type OverviewChanges = z.infer<typeof overviewChangesSchema>;
