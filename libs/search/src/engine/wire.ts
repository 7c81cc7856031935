import { Agent as HttpAgent, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import {
  ANSWER_BOUNDS,
  BeyondBounds,
  exchange,
  inMebibytes,
  parseJson,
  readMessage,
  type AnswerBounds,
  type Outgoing,
  type TlsOptions,
} from '#http';
import type { Answered } from './asker.ts';
import { EngineError, OddAnswer } from './odd-answer.ts';

/** An idle connection is closed before a proxy, or a firewall, closes it just as it is used again (ms). */
const IDLE_MS = 4_000;
const MOST_SOCKETS = 64;

/** For calls that only read: their connections are used again. */
export function readingAgents(tls: TlsOptions): { http: HttpAgent; https: HttpsAgent } {
  const options = {
    keepAlive: true,
    maxSockets: MOST_SOCKETS,
    timeout: IDLE_MS,
    scheduling: 'lifo',
  } as const;
  return { http: new HttpAgent(options), https: new HttpsAgent({ ...options, ...tls }) };
}

/**
 * Sends one request and reads its answer.
 * @throws EngineError for an error of the engine
 * @throws OddAnswer for a redirect, a compressed answer, one that is no whole JSON or beyond its bounds; the rest of it is not read
 * @throws Error of node where there is no whole answer
 */
export async function sendOnce(outgoing: Outgoing, bounds: AnswerBounds = ANSWER_BOUNDS): Promise<Answered> {
  const message = await exchange(outgoing);
  // A message that is given up says so by an event, for which there must be a listener.
  message.on('error', () => undefined);
  try {
    return await readAnswer(message, bounds);
  } finally {
    message.destroy();
  }
}

async function readAnswer(message: IncomingMessage, bounds: AnswerBounds): Promise<Answered> {
  const { statusCode: status = 0, headers } = message;
  requireReadable(status, headers, bounds);
  const text = await readMessage(message, bounds.bytes).catch((error: unknown) => {
    throw error instanceof BeyondBounds ? tooLarge(bounds) : error;
  });
  const body = /json/i.test(headers['content-type'] ?? '') ? parsed(text, bounds, status) : text;
  if (status >= 400) throw new EngineError(status, body);
  return { headers, body };
}

/** An engine answers with 2xx, or an error; anything else comes from something in between, and nothing was done. */
function requireReadable(status: number, headers: IncomingHttpHeaders, bounds: AnswerBounds): void {
  if (status < 200 || (status >= 300 && status < 400))
    throw new OddAnswer(
      `HTTP ${status}. Redirects are not followed: give the address of the engine itself (records.url).`,
      false,
      status,
    );
  const encoding = headers['content-encoding'];
  if (encoding !== undefined && encoding !== 'identity')
    throw new OddAnswer(
      'its answer is compressed, which was not asked for. Check a proxy between.',
      true,
      status,
    );
  if (Number(headers['content-length'] ?? 0) > bounds.bytes) throw tooLarge(bounds);
}

/** Whatever looks at it later may recurse, and may take much more memory than the text. */
function parsed(text: string, bounds: AnswerBounds, status: number): unknown {
  try {
    return parseJson(text, bounds);
  } catch (error) {
    if (error instanceof BeyondBounds)
      throw new OddAnswer(`its answer is ${error.message}. Check what answers at its address.`, true);
    // What stands between may answer with an error page of any kind.
    if (status >= 400) return text;
    throw new OddAnswer('its answer is not whole JSON. Check a proxy between, then try again.', true);
  }
}

const tooLarge = ({ bytes }: AnswerBounds) =>
  new OddAnswer(`it answered with more than ${inMebibytes(bytes)}. Check what answers at its address.`, true);
