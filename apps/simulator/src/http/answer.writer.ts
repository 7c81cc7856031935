import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Answer } from './call.ts';

export type Exchange = ServerResponse;

function writeHead(response: Exchange, answer: Answer, length: number): void {
  const type = answer.contentType === undefined ? {} : { 'Content-Type': answer.contentType };
  // 204 and 304 have no length, and clients complain when they see one.
  const size = answer.status === 204 ? {} : { 'Content-Length': String(length) };
  response.writeHead(answer.status, { ...type, ...size, ...answer.headers });
}

export function writeAnswer(response: Exchange, answer: Answer): void {
  const body = Buffer.from(answer.body ?? '');
  writeHead(response, answer, body.length);
  response.end(body);
}

/** The connection is reset before a single byte was sent. */
export function writeReset(response: Exchange): void {
  response.socket?.resetAndDestroy();
}

/** Half of the announced body, and then a reset or an orderly end of the connection. */
export async function writeHalf(
  response: Exchange,
  answer: Answer,
  ending: 'reset' | 'close',
): Promise<void> {
  const body = Buffer.from(answer.body ?? '{}');
  writeHead(response, answer, Math.max(body.length, 2));
  response.write(body.subarray(0, Math.max(Math.floor(body.length / 2), 1)));
  // Give the half a moment to arrive: a reset discards what is still under way.
  await sleep(20);
  if (ending === 'reset') response.socket?.resetAndDestroy();
  else response.socket?.end();
}

/** Well framed, and not JSON. */
export const malform = (answer: Answer): Answer => ({
  ...answer,
  body: `${(answer.body ?? '{"').slice(0, -1)},,`,
});
