import { within } from '#engine';
import { connect, type Socket } from 'node:net';
import type { NotificationTarget } from '#config';
import type { Message } from './message.ts';
import { inMail } from './words.ts';

/** For each thing that a server may take its time for, and for all of it: one that says a letter at a time never ends. */
const PATIENCE_MS = 10_000;
const LONGEST_MS = 60_000;

/** One mail to all addresses of a target. @throws Error without the address of the server, which may hold a password */
export async function sendMail(
  { smtp, from, to }: NonNullable<NotificationTarget['email']>,
  notification: Message,
  longestMs = LONGEST_MS,
): Promise<string> {
  // Most installations send no mail.
  const { createTransport } = await import('nodemailer');
  // Of our own: the library ends a connection only when it hears nothing, and this one must end in any case.
  let socket: Socket | undefined;
  const transport = createTransport({
    url: smtp.reveal(),
    getSocket: ({ host = 'localhost', port, secure }, done) => {
      socket = connect({ host, port: Number(port ?? (secure === true ? 465 : 587)), timeout: PATIENCE_MS });
      socket.once('timeout', () => socket?.destroy(new Error('no connection in time')));
      socket.once('error', (error) => done(error));
      socket.once('connect', () => {
        socket?.removeAllListeners('error').removeAllListeners('timeout');
        done(null, { connection: socket });
      });
    },
    connectionTimeout: PATIENCE_MS,
    greetingTimeout: PATIENCE_MS,
    socketTimeout: PATIENCE_MS,
  });
  try {
    const { subject, text } = inMail(notification);
    const mail = { from, to, subject, text, messageId: `<${notification.id}@holdfast.invalid>` };
    await within(longestMs, transport.sendMail(mail));
    return `sent to ${to.length} address${to.length === 1 ? '' : 'es'}`;
  } catch (error) {
    const { code, responseCode } = error as { code?: string; responseCode?: number };
    // eslint-disable-next-line preserve-caught-error -- it may hold the address, which is a secret
    throw new Error(
      `the mail server did not take it: ${[code, responseCode].filter(Boolean).join(' ') || 'unknown'}`,
    );
  } finally {
    transport.close();
    socket?.destroy();
  }
}
