import { z } from 'zod';
import { RUN_KINDS } from '#domain';
import { runNumberSchema } from './run.schema.ts';

export const breakLockSchema = z
  .strictObject({
    fence: z
      .int('must be an integer')
      .positive('must be positive')
      .describe('Of the lock that was looked at: another one is not broken'),
  })
  .meta({ id: 'BreakLock' });
export type BreakLock = z.infer<typeof breakLockSchema>;

export const brokenLockSchema = z
  .strictObject({
    cluster: z.string(),
    kind: z.enum(RUN_KINDS),
    number: runNumberSchema.describe('Of the run that is shut out'),
    runId: z.string(),
    fence: z.int().describe('The one that was broken'),
    newFence: z.int(),
  })
  .meta({ id: 'BrokenLock' });
export type BrokenLock = z.infer<typeof brokenLockSchema>;
