import { z } from 'zod';
import { ALERT_KINDS, ALERT_SEVERITIES } from '#domain';
import { timeSchema } from './run.schema.ts';

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
export const alertListSchema = z.strictObject({ items: z.array(alertSchema), next: z.null() });
export type AlertList = z.infer<typeof alertListSchema>;
