import type { IncomingMessage } from 'node:http';
import type { Call } from './call.ts';

/** `ownerOf` names the component that a path belongs to, where it is not that of the listener. */
export async function readCall(
  request: IncomingMessage,
  listener: string,
  ownerOf?: (path: string) => string | undefined,
): Promise<Call> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const path = request.url ?? '/';
  const url = new URL(path, 'http://simulator');
  const owner = ownerOf?.(url.pathname);
  return {
    component: owner ?? listener,
    ...(owner === undefined ? {} : { listener }),
    method: request.method ?? 'GET',
    path,
    pathname: url.pathname,
    query: url.searchParams,
    headers: request.headers,
    body: Buffer.concat(chunks).toString('utf8'),
    caller: {
      userAgent: request.headers['user-agent'] ?? null,
      remote: `${request.socket.remoteAddress ?? ''}:${request.socket.remotePort ?? 0}`,
    },
  };
}
