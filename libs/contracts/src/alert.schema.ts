import { z } from 'zod';
import { ALERT_KINDS, ALERT_SEVERITIES } from '#domain';
import { runbookSchema, timeSchema } from './run.schema.ts';

/** Something that a person should know of now. It goes by itself when its cause does. */
export const alertSchema = z.strictObject({
  cluster: z.string(),
  kind: z.enum(ALERT_KINDS),
  severity: z.enum(ALERT_SEVERITIES),
  subject: z.string().nullable().describe('The schedule, queue or backup id that it is about'),
  since: timeSchema,
  message: z.string(),
  remedy: z.string(),
});
export type Alert = z.infer<typeof alertSchema>;

/** An alert as the API and notifications show it. */
export const alertViewSchema = alertSchema.extend({ runbook: runbookSchema });
export type AlertView = z.infer<typeof alertViewSchema>;
export const alertListSchema = z.strictObject({ items: z.array(alertViewSchema), next: z.null() });
export type AlertList = z.infer<typeof alertListSchema>;
