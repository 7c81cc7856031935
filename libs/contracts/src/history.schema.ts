import { z } from 'zod';
import { journalEntrySchema } from './events.schema.ts';
import { restorePlanSchema } from './restore.schema.ts';
import { runNumberSchema, runSchema, timeSchema } from './run.schema.ts';

export const exportQuerySchema = z
  .strictObject({
    cluster: z.string().min(1).optional().describe('Only this one'),
    since: timeSchema.optional().describe('Only runs that were requested at this time or later'),
    until: timeSchema.optional().describe('Only runs that were requested before this time'),
  })
  .refine(
    ({ since, until }) => since === undefined || until === undefined || Date.parse(since) < Date.parse(until),
    {
      path: ['until'],
      message: 'must be later than since',
    },
  );
export type ExportQuery = z.infer<typeof exportQuerySchema>;

const measuredSchema = z.strictObject({
  positions: z
    .record(z.string(), z.int())
    .describe('Exported position of each partition, before the records snapshot'),
  documents: z.record(z.string(), z.int()).nullable(),
  zeebeBackupId: z.int().optional(),
});

/** One line of an export: a run with everything that is on record of it. */
export const exportedRunSchema = z
  .strictObject({
    cluster: z.string(),
    number: runNumberSchema,
    run: runSchema.nullable().describe('null where this version cannot read the record'),
    plan: restorePlanSchema.nullable().describe('Of a restore: what was confirmed'),
    measured: measuredSchema.nullable().describe('Of a backup: what it measured inside its pause'),
    journal: z.array(journalEntrySchema.extend({ id: z.string() })),
    unreadable: z.string().nullable().describe('Why the record cannot be read'),
  })
  .meta({ id: 'ExportedRun' });
export type ExportedRun = z.infer<typeof exportedRunSchema>;
