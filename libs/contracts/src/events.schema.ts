import { z } from 'zod';
import { failureSchema } from './run.schema.ts';

/**
 * One entry of a run's journal, which is also one server-sent event. The journal is append-only; `id` is the
 * Redis stream id and what `Last-Event-ID` takes.
 */
export const JOURNAL_TYPES = [
  'run-accepted',
  'preflight-waiting',
  'preflight-passed',
  'preflight-failed',
  'flow-submitted',
  'step-waiting',
  'step-started',
  'step-triggered',
  'step-progress',
  'step-retry',
  'step-done',
  'step-failed',
  'step-skipped',
  'cancel-requested',
  'lock-broken',
  'step-output',
  'confirmation-requested',
  'confirmation-given',
  'pause-intended',
  'resume-intended',
  'exporting-paused',
  'exporting-resumed',
  'exporting-incomplete',
  'run-taken-over',
  'finalizing',
  'run-finished',
  'late-part-deleted',
] as const;
export type JournalType = (typeof JOURNAL_TYPES)[number];

export const journalEntrySchema = z
  .strictObject({
    type: z.enum(JOURNAL_TYPES),
    at: z.iso.datetime(),
    by: z.string().describe('The process that wrote it'),
    step: z.string().nullable(),
    message: z.string(),
    failure: failureSchema.nullable(),
  })
  .meta({ id: 'JournalEntry' });
export type JournalEntry = z.infer<typeof journalEntrySchema>;
export type JournalEvent = JournalEntry & { id: string };
