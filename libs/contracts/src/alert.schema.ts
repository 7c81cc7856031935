import { z } from 'zod';
import { ALERT_KINDS, ALERT_SEVERITIES } from '#domain';
import { backupIdSchema, timeSchema } from './run.schema.ts';

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

const nameOfCaller = z.string().describe('Name of the token or account');

/** That a person has seen an alert and deals with it. */
export const acknowledgementSchema = z.strictObject({
  by: nameOfCaller,
  at: timeSchema,
  note: z.string().nullable(),
});
export type Acknowledgement = z.infer<typeof acknowledgementSchema>;

/** Alerts of a cluster that are not sent for a time. They are raised and shown all the time. */
export const silenceSchema = z.strictObject({
  id: backupIdSchema.describe('Its number in the cluster'),
  cluster: z.string(),
  kind: z.enum(ALERT_KINDS).nullable().describe('null: alerts of every kind'),
  subject: z.string().nullable().describe('null: whatever the alert is about'),
  until: timeSchema,
  by: nameOfCaller,
  at: timeSchema,
  note: z.string(),
});
export type Silence = z.infer<typeof silenceSchema>;
export const silenceListSchema = z.strictObject({ items: z.array(silenceSchema), next: z.null() });
export type SilenceList = z.infer<typeof silenceListSchema>;

/** An alert that is raised, and what people did about it. */
export const alertViewSchema = alertSchema.extend({
  acknowledged: acknowledgementSchema.nullable(),
  silenced: silenceSchema.pick({ id: true, until: true, by: true, note: true }).nullable(),
});
export type AlertView = z.infer<typeof alertViewSchema>;
export const alertListSchema = z.strictObject({ items: z.array(alertViewSchema), next: z.null() });
export type AlertList = z.infer<typeof alertListSchema>;

const subject = z.string().min(1).max(500).nullable().default(null);

export const acknowledgeAlertSchema = z.strictObject({
  kind: z.enum(ALERT_KINDS),
  subject: subject.describe('The subject of the alert; left out or null for an alert without one'),
  note: z.string().max(500).optional(),
});
export type AcknowledgeAlert = z.infer<typeof acknowledgeAlertSchema>;

/** 30 days: what should never be sent is a matter of the configuration. */
const LONGEST_SECONDS = 30 * 86_400;
export const createSilenceSchema = z.strictObject({
  kind: z.enum(ALERT_KINDS).nullable().default(null).describe('Left out or null: alerts of every kind'),
  subject: subject.describe('Left out or null: whatever the alert is about'),
  seconds: z.int().min(60).max(LONGEST_SECONDS).describe('For how long, from now'),
  note: z.string().max(500).default('').describe('Why'),
});
export type CreateSilence = z.infer<typeof createSilenceSchema>;
