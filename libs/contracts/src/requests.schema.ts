import { z } from 'zod';
import { hasHidden, MAX_BACKUP_ID } from '#domain';

const SHOWN = 'must not have control characters or characters that change the direction of text';
const label = z
  .string()
  .min(1)
  .max(63)
  .refine((text) => !hasHidden(text), SHOWN);
const labelValue = z
  .string()
  .max(255)
  .refine((text) => !hasHidden(text), SHOWN);

/** Body of POST /api/v1/clusters/{cluster}/backups. Unknown fields are refused, so that a typo is not lost. */
export const startBackupSchema = z
  .strictObject({
    backupId: z
      .int('must be an integer')
      .min(1, 'must be at least 1')
      .max(MAX_BACKUP_ID, `must be at most ${MAX_BACKUP_ID} (2^53 - 1)`)
      .optional()
      .describe(
        'Greater than every id known on the cluster. Left out: unix seconds, or one above the last id.',
      ),
    labels: z.record(label, labelValue).optional().describe('Up to 20 labels of your own, kept with the run'),
  })
  .refine((body) => Object.keys(body.labels ?? {}).length <= 20, {
    path: ['labels'],
    message: 'must have at most 20 entries',
  })
  .meta({ id: 'StartBackup' });
export type StartBackup = z.infer<typeof startBackupSchema>;

/** Body of POST /api/v1/clusters/{cluster}/backups/{id}/adopt. */
export const adoptBackupSchema = z
  .strictObject({
    from: z
      .string()
      .min(1)
      .max(63)
      .optional()
      .describe('Name of the cluster that the set says it is of, where that is another one'),
  })
  .meta({ id: 'AdoptBackup' });
export type AdoptBackup = z.infer<typeof adoptBackupSchema>;

export const listQuerySchema = z.strictObject({
  limit: z.coerce.number<string | number>().pipe(z.int().min(1).max(100)).default(20),
  cursor: z.coerce
    .number<string | number>()
    .pipe(z.int().min(1))
    .optional()
    .describe('`next` of the previous page'),
});
export type ListQuery = z.infer<typeof listQuerySchema>;
