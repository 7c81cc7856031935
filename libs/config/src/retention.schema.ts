import { z } from 'zod';
import { duration, optionalDuration } from './duration.schema.ts';
import { timezone } from './schedule.schema.ts';

const LONGEST = '5200w';
const count = z.int().min(0, 'must be 0 or more').max(100_000).default(0);

const COUNTS = ['keepLast', 'keepHourly', 'keepDaily', 'keepWeekly', 'keepMonthly', 'keepYearly'] as const;

/** `clusters[].retention`: which sets stay. The rules add up; a set that any of them keeps stays. */
export const retentionSchema = z
  .strictObject({
    keepLast: count,
    keepHourly: count,
    keepDaily: count,
    keepWeekly: count,
    keepMonthly: count,
    keepYearly: count,
    keepWithin: optionalDuration('14d', { min: '1m', max: LONGEST }),
    // May be more than the rules ever keep: it is what stays when they keep less.
    minComplete: z
      .int()
      .min(1, 'must be 1 or more: the newest complete set always stays')
      .max(1_000)
      .default(2),
    failedAfter: duration('7d', { min: '0s', max: LONGEST }),
    foreignAfter: z
      .never({
        error:
          'is gone: retention deletes no set that another tool or installation took. Remove it, and adopt what it may ' +
          'delete with `holdfast backup adopt`',
      })
      .optional(),
    timezone,
  })
  .superRefine((retention, context) => {
    if (retention.keepWithin !== undefined || COUNTS.some((rule) => retention[rule] > 0)) return;
    const rules = [...COUNTS, 'keepWithin'].join(', ');
    const message = `has no rule that keeps anything; set at least one of ${rules}, or leave the section out`;
    context.addIssue({ code: 'custom', message });
  })
  .transform(({ keepWithin = null, ...rest }) => ({ ...rest, keepWithin }));
