import { z } from 'zod';
import { duration, optionalDuration } from './duration.schema.ts';

/** When a cluster raises an alert. What is left out is not watched, or derives from the schedules. */
export const alertsSchema = z
  .strictObject({
    noBackupWithin: optionalDuration('26h', { min: '1m', max: '366d' }),
    verifyWithin: optionalDuration('7d', { min: '1m', max: '366d' }),
    exportingUnknownAfter: duration('5m', { min: '5s', max: '24h' }),
  })
  .prefault({});
