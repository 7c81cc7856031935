import { ANSWER_BOUNDS, BeyondBounds, inMebibytes, requireBounds } from './answer-bounds.ts';

/** What a provider of logins may answer with: documents of a few kilobytes. */
export const FETCH_BOUNDS = { bytes: 1024 * 1024 } as const;

/**
 * As `fetch`, for answers that are JSON: reads the whole answer within the bounds before it hands it on, and follows no
 * redirect. A signal of `init` ends it also while the body comes.
 * @throws BeyondBounds for an answer that is too large, too deep or has too many values
 * @throws TypeError as fetch does
 */
export async function boundedFetch(url: string | URL, init: RequestInit = {}): Promise<Response> {
  const response = await fetch(url, { ...init, redirect: 'manual' });
  const { status, statusText, headers, body } = response;
  const text = body === null ? null : await readText(body, FETCH_BOUNDS.bytes);
  if (text !== null) requireBounds(text);
  // Without a body where the status allows none; the constructor takes 200 to 599.
  return new Response([204, 205, 304].includes(status) ? null : text, { status, statusText, headers });
}

/**
 * What comes, inflated, as text.
 * @param bytes what it may be at most; as soon as there is more, the rest is not read
 * @throws BeyondBounds
 */
export async function readText(
  body: ReadableStream<Uint8Array>,
  bytes: number = ANSWER_BOUNDS.bytes,
): Promise<string> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  // Leaving the loop cancels the stream, and with it the connection.
  for await (const chunk of body) {
    length += chunk.byteLength;
    if (length > bytes) throw new BeyondBounds(`larger than ${inMebibytes(bytes)}`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
