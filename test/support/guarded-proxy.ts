import { request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { readFileSync } from 'node:fs';
import { contentOf, type Pair } from './certificates.ts';

export interface Guard {
  server: Pair;
  /** Path of the authority of client certificates; without it none is asked for. */
  clientCa?: string;
  /** Context path to each address behind it: `/operate` to `http://127.0.0.1:1234`. */
  behind: Record<string, string>;
  /** Whether an Authorization header is let through. */
  admits?: (authorization: string | undefined) => boolean;
}

/** What is in front of a component in a real company: TLS, a login, and its own path. */
export class GuardedProxy {
  /** Status by `METHOD /path`, in order. */
  readonly asked: { call: string; status: number }[] = [];

  private constructor(
    private readonly server: Server,
    private readonly guard: Guard,
  ) {}

  static async start(guard: Guard): Promise<GuardedProxy> {
    const server = createServer({
      ...contentOf(guard.server),
      ...(guard.clientCa !== undefined && {
        ca: readFileSync(guard.clientCa),
        requestCert: true,
        rejectUnauthorized: true,
      }),
    });
    const proxy = new GuardedProxy(server, guard);
    server.on('request', (request, response) => proxy.serve(request, response));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return proxy;
  }

  /** https address of a context path. */
  url(path: string): string {
    return `https://127.0.0.1:${(this.server.address() as AddressInfo).port}${path}`;
  }

  async close(): Promise<void> {
    await new Promise((resolve) => {
      this.server.close(resolve);
      this.server.closeAllConnections();
    });
  }

  private serve(request: IncomingMessage, response: ServerResponse): void {
    const { method = '', url = '', headers } = request;
    const call = `${method} ${url}`;
    response.once('close', () => this.asked.push({ call, status: response.statusCode }));
    const prefix = Object.keys(this.guard.behind).find((each) => url.startsWith(`${each}/`));
    if (prefix === undefined) response.writeHead(404).end();
    else if (this.guard.admits?.(headers.authorization) === false)
      response.writeHead(401, { 'content-type': 'application/json' }).end('{"message":"who are you?"}');
    else this.forward(request, response, `${this.guard.behind[prefix] ?? ''}${url.slice(prefix.length)}`);
  }

  private forward(request: IncomingMessage, response: ServerResponse, url: string): void {
    const { method, headers } = request;
    const own = ['authorization', 'host'];
    const passed = Object.fromEntries(Object.entries(headers).filter(([name]) => !own.includes(name)));
    const onward = httpRequest(url, { method, headers: passed }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    onward.once('error', () => response.destroy());
    request.pipe(onward);
  }
}
