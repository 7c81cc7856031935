import { z } from 'zod';
import { OVERLAP_POLICIES } from '#domain';
import { cronProblem, isTimezone } from './cron-pattern.ts';
import { duration } from './duration.schema.ts';
import { formatDuration } from './duration.ts';
import { PlannedTimes } from './planned-times.ts';
import { PLAIN_NAME } from './plain-name.ts';

/** Patterns are judged from here, so that a file that is good today is good tomorrow: a leap year begins. */
const JUDGED_FROM = Date.UTC(2024, 0, 1);

export const timezone = z
  .string()
  .refine(isTimezone, 'is not a known time zone; write an IANA name, for example Europe/Berlin')
  .default('UTC');

const cron = z.string().superRefine((text, context) => {
  const message = cronProblem(text);
  if (message !== null) context.addIssue({ code: 'custom', message });
});

const label = z.string().min(1).max(63);

const scheduleSchema = z
  .strictObject({
    name: z.string().regex(PLAIN_NAME, 'must be 1 to 63 of a-z, 0-9 and -, for example nightly'),
    cron,
    timezone,
    jitter: duration('0s', { min: '0s', max: '24h' }),
    overlap: z.enum(OVERLAP_POLICIES, { error: 'must be skip or buffer-one' }).default('skip'),
    catchUp: duration('1h', { min: '10s', max: '31d' }),
    pauseAfterFailures: z.int().min(1).max(1_000).optional(),
    /** Kept with every run of it. */
    labels: z
      .record(label, z.string().max(255))
      .refine((labels) => Object.keys(labels).length <= 20, 'must have at most 20 entries')
      .default({}),
    /** Whether retention runs after each of its backups that completed, where the cluster has one. */
    retention: z.boolean().default(true),
  })
  .superRefine((schedule, context) => {
    if (schedule.jitter === 0) return;
    const { shortest } = new PlannedTimes(schedule.cron, schedule.timezone).gaps(JUDGED_FROM);
    if (schedule.jitter < shortest) return;
    const interval = formatDuration(shortest);
    const message = `must be shorter than the shortest time between two planned times, ${interval}`;
    context.addIssue({ code: 'custom', path: ['jitter'], message });
  });

/** `clusters[].schedules` */
export const schedulesSchema = z
  .array(scheduleSchema)
  .max(100, 'has more than 100 schedules')
  .default([])
  .superRefine((schedules, context) => {
    const names = schedules.map(({ name }) => name);
    names.forEach((name, index) => {
      if (names.indexOf(name) === index) return;
      const message = `"${name}" is used twice; every schedule of a cluster needs a name of its own`;
      context.addIssue({ code: 'custom', path: [index, 'name'], message });
    });
  });
