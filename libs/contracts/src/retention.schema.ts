import { z } from 'zod';
import { SET_STATES } from '#domain';
import { backupIdSchema, runNumberSchema, timeSchema } from './run.schema.ts';

/** What retention does with one set, and why. */
export const retentionDecisionSchema = z
  .strictObject({
    backupId: backupIdSchema,
    state: z.enum(SET_STATES),
    startedAt: timeSchema.nullable(),
    verdict: z.enum(['keep', 'delete']),
    reasons: z
      .array(z.string())
      .min(1)
      .describe('Every rule that keeps it, as `keep-daily (2026-11-25)`; or why it goes'),
  })
  .meta({ id: 'RetentionDecision' });
export type RetentionDecision = z.infer<typeof retentionDecisionSchema>;

export const retentionPreviewSchema = z
  .strictObject({
    cluster: z.string(),
    at: timeSchema,
    policy: z
      .record(z.string(), z.union([z.number(), z.string()]))
      .nullable()
      .describe('As configured; null for none'),
    decisions: z.array(retentionDecisionSchema).describe('Every set, newest first'),
    problems: z.array(z.string()).describe('Why nothing would be deleted now, where that is so'),
    hash: z
      .string()
      .describe('Of what would be deleted; apply takes it, so that what was read is what is done'),
  })
  .meta({ id: 'RetentionPreview' });
export type RetentionPreview = z.infer<typeof retentionPreviewSchema>;

export const applyRetentionSchema = z
  .strictObject({
    hash: z
      .string()
      .regex(/^[0-9a-f]{64}$/, 'must be the hash of the preview: 64 hexadecimal digits')
      .describe('Of the preview that was read and is confirmed'),
  })
  .meta({ id: 'ApplyRetention' });
export type ApplyRetention = z.infer<typeof applyRetentionSchema>;

/** Deletions go one after the other, each under the cluster's lock. */
export const retentionRunSchema = z
  .strictObject({
    cluster: z.string(),
    startedAt: timeSchema,
    finishedAt: timeSchema.nullable().describe('null while it is running'),
    by: z.string().describe('Who asked for it: a person, or a schedule after one of its backups'),
    sets: z.array(
      z.strictObject({
        backupId: backupIdSchema,
        state: z
          .enum(['waiting', 'deleting', 'deleted', 'kept', 'failed'])
          .describe('kept: when its turn came, there was a reason to keep it'),
        deletionId: runNumberSchema.nullable(),
        message: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: 'RetentionRun' });
export type RetentionRun = z.infer<typeof retentionRunSchema>;
