import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** An answer as recorded, or a function that misbehaves on the socket. */
export type Recorded =
  | { status?: number; type?: string; body?: unknown; headers?: Record<string, string> }
  | ((response: ServerResponse) => void);

export interface Asked {
  call: string;
  headers: IncomingHttpHeaders;
  body: string;
}

export interface Replay {
  url: string;
  address: string;
  asked: Asked[];
  close: () => Promise<void>;
}

/** Serves recorded answers by `METHOD /path`; a list is served one after the other, its last one repeatedly. */
export async function replay(answers: Record<string, Recorded | Recorded[]>): Promise<Replay> {
  const asked: Asked[] = [];
  const served = new Map<string, number>();
  const server = createServer((request, response) => {
    const call = `${request.method ?? ''} ${request.url ?? ''}`;
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      asked.push({ call, headers: request.headers, body });
      const found = answers[call];
      const nth = served.get(call) ?? 0;
      served.set(call, nth + 1);
      write(response, Array.isArray(found) ? found[Math.min(nth, found.length - 1)] : found);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { url: `http://${address}`, address, asked, close };
}

function write(response: ServerResponse, recorded: Recorded = { status: 404 }): void {
  if (typeof recorded === 'function') {
    recorded(response);
    return;
  }
  const { status = 200, type = 'application/json', body, headers = {} } = recorded;
  response.writeHead(status, { ...(body !== undefined && { 'content-type': type }), ...headers });
  response.end(typeof body === 'string' ? body : body === undefined ? '' : JSON.stringify(body));
}
