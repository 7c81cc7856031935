import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { once } from 'node:events';
import type { Pair } from '../certificates.ts';

/** A real server that counts what it received, and answers as a component or store would. */
export class CountingServer {
  /** Requests that change something, complete or only started. */
  readonly arrived: string[] = [];
  private readonly sockets: Socket[] = [];

  private constructor(
    private readonly server: ReturnType<typeof createServer>,
    private readonly scheme: 'http' | 'https',
  ) {
    server.on('connection', (socket: Socket) => this.sockets.push(socket));
  }

  static async start(pair: Pair | null): Promise<CountingServer> {
    const answer: RequestListener = (request, response) => {
      if (request.method !== 'GET') counting.arrived.push(`${request.method ?? ''} ${request.url ?? ''}`);
      response.writeHead(200, { 'content-type': 'application/json', 'x-elastic-product': 'Elasticsearch' });
      response.end(JSON.stringify(answerTo(request)));
    };
    const server = pair ? createSecureServer(pair, answer) : createServer(answer);
    const counting = new CountingServer(server, pair ? 'https' : 'http');
    await once(server.listen(0, '127.0.0.1'), 'listening');
    return counting;
  }

  get url(): string {
    return `${this.scheme}://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Bytes of all requests, whole or not; over TLS those of the handshakes, too. */
  get bytes(): number {
    return this.sockets.reduce((sum, { bytesRead }) => sum + bytesRead, 0);
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

/** What is asked first must be understood, or there would be no second call; of the others the arrival counts. */
function answerTo({ url = '' }: IncomingMessage): unknown {
  if (url.startsWith('/_resolve/index/'))
    return { indices: [{ name: 'operate-x', attributes: ['open'] }], aliases: [], data_streams: [] };
  if (url === '/api/v1') return { resources: [{ kind: 'ConfigMap', name: 'configmaps', namespaced: true }] };
  return { acknowledged: true, accepted: true, status: 204 };
}
