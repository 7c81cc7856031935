import { z } from 'zod';
import { OVERLAP_POLICIES, RUN_OUTCOMES, SKIP_CAUSES, SLOT_RESULTS } from '#domain';
import { backupIdSchema, timeSchema } from './run.schema.ts';

/** One planned time of a schedule, and what became of it. */
export const slotSchema = z
  .strictObject({
    plannedAt: timeSchema.describe('As the cron pattern says; of a manual trigger, when it was asked for'),
    decidedAt: timeSchema,
    result: z
      .enum(SLOT_RESULTS)
      .describe(
        'started: a run was started. buffered: waits for the run that holds the cluster. skipped: another run held the cluster, or the schedule was paused. missed: no coordinator was running to start it within the catch-up window, or before a later planned time came. failed: no run could be started',
      ),
    reason: z.string().nullable(),
    skipCause: z
      .enum(SKIP_CAUSES)
      .nullable()
      .describe('Of one that was skipped; null for every other result'),
    manual: z.boolean(),
    backupId: backupIdSchema.nullable(),
    outcome: z.enum(RUN_OUTCOMES).nullable().describe('Of the run, once it has ended'),
  })
  .meta({ id: 'Slot' });
export type Slot = z.infer<typeof slotSchema>;

export const schedulePauseSchema = z
  .strictObject({
    at: timeSchema,
    by: z.string(),
    note: z.string(),
    reason: z.enum(['operator', 'failures']),
  })
  .meta({ id: 'SchedulePause' });

export const scheduleSchema = z
  .strictObject({
    cluster: z.string(),
    name: z.string(),
    cron: z.string(),
    timezone: z.string(),
    jitterSeconds: z.number(),
    overlap: z.enum(OVERLAP_POLICIES),
    catchUpSeconds: z.number(),
    pauseAfterFailures: z.int().nullable(),
    labels: z.record(z.string(), z.string()).describe('Kept with every run of it'),
    retention: z.boolean().describe('Whether retention runs after each of its backups that completed'),
    paused: schedulePauseSchema.nullable(),
    nextAt: timeSchema.nullable().describe('Next planned time, without jitter; null while paused'),
    expectedIntervalSeconds: z
      .number()
      .describe('The longest time between two planned times in the next weeks'),
    consecutiveFailures: z.int().describe('Runs that failed or were rejected, one after the other'),
    counts: z
      .record(z.enum(SLOT_RESULTS), z.int())
      .describe(
        'Of planned times, since Redis knows the schedule. One that was buffered counts once more for what became of it; a manual trigger does not count',
      ),
    recent: z.array(slotSchema).describe('Newest first'),
  })
  .meta({ id: 'Schedule' });
export type Schedule = z.infer<typeof scheduleSchema>;
export const scheduleListSchema = z
  .strictObject({ items: z.array(scheduleSchema), next: z.null() })
  .meta({ id: 'ScheduleList' });
export type ScheduleList = z.infer<typeof scheduleListSchema>;

export const pauseScheduleSchema = z
  .strictObject({ note: z.string().max(500).default('') })
  .meta({ id: 'PauseSchedule' });
export type PauseSchedule = z.infer<typeof pauseScheduleSchema>;
