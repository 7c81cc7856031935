import { z } from 'zod';
import { alertSchema } from './alert.schema.ts';
import { backupIdSchema, timeSchema } from './run.schema.ts';

export const NOTIFICATION_WAYS = ['webhook', 'slack', 'email', 'heartbeat'] as const;

/** The event that a notification reports. */
export const notificationSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('alert.raised'), id: z.string(), at: timeSchema, alert: alertSchema }),
  z.strictObject({ type: z.literal('alert.resolved'), id: z.string(), at: timeSchema, alert: alertSchema }),
  z.strictObject({
    type: z.literal('backup.completed'),
    id: z.string(),
    at: timeSchema,
    cluster: z.string(),
    backupId: backupIdSchema,
  }),
  z.strictObject({ type: z.literal('test'), id: z.string(), at: timeSchema, by: z.string() }),
]);
export type Notification = z.infer<typeof notificationSchema>;

/** Payload of a job in the notifications queue. The target is a name: its address and credentials stay in the configuration. */
export const notificationJobSchema = z.strictObject({ target: z.string(), notification: notificationSchema });
export type NotificationJob = z.infer<typeof notificationJobSchema>;

/** A target as the API shows it. */
export const notificationTargetSchema = z
  .strictObject({
    name: z.string(),
    way: z.enum(NOTIFICATION_WAYS),
    clusters: z.array(z.string()).nullable().describe('null for all'),
    kinds: z.array(z.string()).nullable().describe('Kinds of alerts; null for all'),
    minSeverity: z.string(),
    deliveredAt: timeSchema.nullable().describe('When something was last delivered'),
    failedAt: timeSchema.nullable().describe('When a delivery last failed, for good or for the time being'),
    failure: z.string().nullable(),
  })
  .meta({ id: 'NotificationTarget' });
export type NotificationTargetView = z.infer<typeof notificationTargetSchema>;
export const notificationTargetListSchema = z
  .strictObject({
    items: z.array(notificationTargetSchema),
    next: z.null(),
  })
  .meta({ id: 'NotificationTargetList' });
export type NotificationTargetList = z.infer<typeof notificationTargetListSchema>;
