import { z } from 'zod';
import { COMPONENTS, RUN_KINDS } from '#domain';
import { alertSchema } from './alert.schema.ts';
import { exportingSchema, lockSchema } from './clusters.schema.ts';
import { backupIdSchema, runSchema, timeSchema } from './run.schema.ts';

/** A run in short. `number` is the backup id, or the id of the restore or deletion. */
export const runSummarySchema = runSchema
  .pick({ phase: true, outcome: true, exporting: true, requestedAt: true, finishedAt: true, schedule: true })
  .extend({ kind: z.enum(RUN_KINDS), number: backupIdSchema });
export type RunSummary = z.infer<typeof runSummarySchema>;

/** One cluster at a glance. */
export const clusterOverviewSchema = z.strictObject({
  name: z.string(),
  version: z.string().nullable(),
  components: z.array(z.enum(COMPONENTS)),
  lock: lockSchema.nullable(),
  current: runSummarySchema.nullable().describe('The run that holds the cluster'),
  last: runSummarySchema.nullable().describe('The run that ended last'),
  lastGood: z
    .strictObject({ backupId: backupIdSchema, finishedAt: timeSchema })
    .nullable()
    .describe('The newest backup that completed; null for none on record'),
  exporting: exportingSchema.nullable().describe('As last read; null before the first look'),
  next: z.strictObject({ schedule: z.string(), at: timeSchema }).nullable(),
  alerts: z.array(alertSchema),
});
export type ClusterOverview = z.infer<typeof clusterOverviewSchema>;

/** Every cluster that the caller may see. Also the data of the `overview` event. */
export const overviewSchema = z.strictObject({ clusters: z.array(clusterOverviewSchema) });
export type Overview = z.infer<typeof overviewSchema>;
