import type { NotificationTarget } from '#config';
import type { Notification } from '#contracts';
import { cloudEvent } from './cloud-event.ts';
import { call } from './http-call.ts';
import { messageOf } from './message.ts';
import { sendMail } from './send-mail.ts';
import { inSlack } from './words.ts';

/** Where the Standard Webhooks have the id of what is sent. */
const ID_HEADER = 'webhook-id';

/**
 * Notifies one target. Not idempotent: one that was notified twice sees the same id twice, in the body of a webhook, in the
 * header `webhook-id` of every call, and as the Message-ID of a mail.
 * @param publicUrl address of Holdfast for browsers, with which links begin
 * @returns the receiver's answer, for the job
 * @throws Error that holds neither the address nor a credential of the target
 */
export async function deliver(
  target: NotificationTarget,
  notification: Notification,
  publicUrl?: string,
): Promise<string> {
  const message = messageOf(notification, publicUrl);
  const { webhook, slack, email, heartbeat } = target;
  const named = { [ID_HEADER]: notification.id };
  if (webhook) {
    const headers = Object.entries(webhook.headers).map(([name, value]): [string, string] => [
      name,
      value.reveal(),
    ]);
    return call(webhook.url.reveal(), {
      method: 'POST',
      headers: { 'content-type': 'application/cloudevents+json', ...Object.fromEntries(headers), ...named },
      body: JSON.stringify(cloudEvent(message)),
    });
  }
  if (slack)
    return call(slack.url.reveal(), {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...named },
      body: JSON.stringify({ text: inSlack(message) }),
    });
  if (email) return sendMail(email, message);
  if (heartbeat) return call(heartbeat.url.reveal(), { method: 'GET', headers: named });
  throw new Error(`target ${target.name} has no address`);
}
