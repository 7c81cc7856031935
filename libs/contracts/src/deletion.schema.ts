import { z } from 'zod';
import { backupIdSchema, runSchema } from './run.schema.ts';

export const deleteQuerySchema = z.strictObject({
  force: z
    .enum(['true', 'false'], { error: 'must be true or false' })
    .default('false')
    .transform((text) => text === 'true')
    .describe('Also the last complete set, or one that is kept'),
});

/** The deletion of a set, as a run of its own. */
export const deletionSchema = runSchema
  .omit({ backupId: true, labels: true, versions: true, exporting: true, pausedAt: true, resumedAt: true })
  .extend({ deletionId: backupIdSchema, backupId: backupIdSchema.describe('The set that is deleted') });
export type Deletion = z.infer<typeof deletionSchema>;
