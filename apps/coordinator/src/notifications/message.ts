import type { Alert, Notification } from '#contracts';
import { runbookOf } from '#domain';

type AboutAlert = Extract<Notification, { alert: Alert }>;

/** A notification as it is sent: an alert has the address of its runbook. */
export type Message = Exclude<Notification, AboutAlert> | (AboutAlert & { alert: { runbook: string } });

/**
 * Pure.
 * @param publicUrl address of Holdfast for browsers, without a slash at its end; without it the runbook is a path
 */
export function messageOf(notification: Notification, publicUrl: string | undefined): Message {
  if (!('alert' in notification)) return notification;
  const { alert } = notification;
  return { ...notification, alert: { ...alert, runbook: runbookOf(alert.kind, publicUrl) } };
}
