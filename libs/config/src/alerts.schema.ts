import { z } from 'zod';
import { duration, optionalDuration } from './duration.schema.ts';

const AGES = { min: '1m', max: '366d' };

/**
 * How old the newest completed backup may be (the recovery point objective); `none` where no backup is wanted. Left out,
 * it follows from the schedules.
 */
export const objectiveSchema = z.union([z.literal('none'), optionalDuration('26h', AGES).unwrap()], {
  error: `must be a duration from ${AGES.min} to ${AGES.max} such as 26h, or none where no backup is wanted`,
});

/** When a cluster raises an alert. What is left out is not watched. */
export const alertsSchema = z
  .strictObject({
    /** The earlier name of `objective`. */
    noBackupWithin: optionalDuration('26h', AGES),
    verifyWithin: optionalDuration('7d', AGES),
    exportingUnknownAfter: duration('5m', { min: '5s', max: '24h' }),
  })
  .prefault({});
