import type { IncomingMessage } from 'node:http';
import type { Call } from './call.ts';

export async function readCall(request: IncomingMessage, component: string): Promise<Call> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const path = request.url ?? '/';
  const url = new URL(path, 'http://simulator');
  return {
    component,
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
