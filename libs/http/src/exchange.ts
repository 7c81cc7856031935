import { request as httpRequest, type Agent as HttpAgent, type IncomingMessage } from 'node:http';
import { request as httpsRequest, type Agent as HttpsAgent } from 'node:https';
import { BeyondBounds, inMebibytes } from './answer-bounds.ts';

/** One HTTP request, as it leaves. */
export interface Outgoing {
  /** Whose protocol, host and port say where it goes. */
  url: URL;
  method: string;
  /** Path and query, escaped: it is sent as it is. */
  path: string;
  headers: Readonly<Record<string, string>>;
  body?: string | undefined;
  agents: { http: HttpAgent; https: HttpsAgent };
  /** Ends the exchange at any time, also while the body of the answer comes. */
  signal: AbortSignal;
}

/**
 * Sends a request, once, and waits for the head of its answer. Follows no redirect, inflates nothing, repeats nothing.
 * @returns the answer, whose body is not read yet: read or destroy it, or its connection stays open
 * @throws Error of node when there is no answer, or the signal aborts
 */
export function exchange(outgoing: Outgoing): Promise<IncomingMessage> {
  const { url, method, path, headers, body, agents, signal } = outgoing;
  const secure = url.protocol === 'https:';
  const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
  return new Promise((resolve, reject) => {
    const request = (secure ? httpsRequest : httpRequest)({
      // An IPv6 address has brackets in a URL only.
      hostname: url.hostname.replace(/^\[|\]$/g, ''),
      ...(url.port !== '' && { port: url.port }),
      agent: secure ? agents.https : agents.http,
      headers: { ...headers, ...length },
      method,
      path,
      signal,
    });
    request.once('response', resolve);
    // Also for one that comes after the answer: without a listener it would end the process.
    request.on('error', reject);
    request.end(body);
  });
}

/**
 * The body of an answer as text.
 * @param bytes what it may be at most; as soon as there is more, the connection is ended
 * @throws BeyondBounds, or Error of node when the body does not come to its end
 */
export async function readMessage(message: IncomingMessage, bytes: number): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  // Leaving the loop destroys the message, and with it the connection.
  for await (const chunk of message as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > bytes) throw new BeyondBounds(`larger than ${inMebibytes(bytes)}`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
