import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';

const MIB = 1024 * 1024;
const chunk = Buffer.alloc(64 * 1024, 'a');

let bomb: Buffer | null = null;
/** 256 MiB inflated, a quarter of a megabyte on the wire. */
const gzipBomb = () => (bomb ??= gzipSync(Buffer.alloc(256 * MIB, 'a')));

type Write = (response: ServerResponse) => void;

/** Writes for as long as the other side reads. */
function forever(response: ServerResponse, piece: Buffer | string, start = ''): void {
  if (start) response.write(start);
  const go = (): void => {
    while (!response.destroyed && response.write(piece));
  };
  response.on('drain', go);
  go();
}

const json = { 'content-type': 'application/json', 'x-elastic-product': 'Elasticsearch' };

/** Ways of answering that a client must survive. Each is 200 unless it says otherwise. */
export const HOSTILE = {
  'a text without an end': (response) => {
    response.writeHead(200, json);
    forever(response, chunk, '{"error":{"type":"x","reason":"');
  },
  'an error without an end': (response) => {
    response.writeHead(500, json);
    forever(response, chunk, '{"error":{"type":"x","reason":"');
  },
  'a list without an end': (response) => {
    response.writeHead(200, json);
    forever(response, '{"snapshot":"x"},'.repeat(4096), '{"snapshots":[');
  },
  'a length of 400 MB': (response) => {
    response.writeHead(200, { ...json, 'content-length': 400 * MIB });
    forever(response, chunk);
  },
  'a gzip bomb': (response) => {
    response.writeHead(200, { ...json, 'content-encoding': 'gzip' }).end(gzipBomb());
  },
  'a gzip bomb that is an error': (response) => {
    response.writeHead(503, { ...json, 'content-encoding': 'gzip' }).end(gzipBomb());
  },
  '200,000 levels': (response) => {
    response.writeHead(500, json).end(`{"error":${'{"caused_by":'.repeat(200_000)}1${'}'.repeat(200_001)}`);
  },
  '200,000 levels and 200': (response) => {
    response.writeHead(200, json).end(`${'['.repeat(200_000)}${']'.repeat(200_000)}`);
  },
  'two million values': (response) => {
    response.writeHead(200, json).end(`{"snapshots":[${'{},'.repeat(2_000_000)}{}]}`);
  },
  'a body that is cut off': (response) => {
    response.writeHead(200, { ...json, 'content-length': 1000 });
    response.write('{"version":', () => response.destroy());
  },
  'JSON that is cut off': (response) => {
    response.writeHead(200, json).end('{"version":{"num');
  },
  'a blank now and then': (response) => {
    response.writeHead(200, json);
    const timer = setInterval(() => response.write(' '), 20);
    response.on('close', () => clearInterval(timer));
  },
  'headers and no body': (response) => {
    response.writeHead(200, json).flushHeaders();
  },
  nothing: () => undefined,
  'a header of a megabyte': (response) => {
    response.socket?.end(`HTTP/1.1 200 OK\r\nx: ${'a'.repeat(MIB)}\r\n\r\n`);
  },
  'headers without an end': (response) => {
    response.socket?.write('HTTP/1.1 200 OK\r\n');
    const socket = response.socket;
    const go = (): void => {
      while (socket && !socket.destroyed && socket.write(`x: ${'a'.repeat(1000)}\r\n`));
    };
    socket?.on('drain', go);
    go();
  },
} as const satisfies Record<string, Write>;

export const REDIRECTS = [301, 302, 303, 307, 308] as const;

/** A real server that answers everything in one way, and knows how much of it the other side took. */
export class HostileServer {
  answer: Write = (response) => response.writeHead(500).end();
  readonly asked: Pick<IncomingMessage, 'method' | 'url' | 'headers'>[] = [];
  private taken = 0;

  private constructor(private readonly server: Server) {}

  static async start(): Promise<HostileServer> {
    const server = createServer();
    const hostile = new HostileServer(server);
    server.on('connection', (socket) => {
      socket.on('error', () => undefined);
      socket.on('close', () => (hostile.taken += socket.bytesWritten));
    });
    server.on('request', (request, response) => {
      hostile.asked.push(request);
      response.on('error', () => undefined);
      request.resume();
      hostile.answer(response);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return hostile;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Redirects every request to the same path of another server. */
  redirect(status: number, to: HostileServer): void {
    this.answer = (response) =>
      response.writeHead(status, { ...json, location: `${to.url}/elsewhere` }).end('{"acknowledged":true}');
  }

  /** Ends all connections. @returns how many bytes the other side took, of all answers */
  async bytesTaken(): Promise<number> {
    this.server.closeAllConnections();
    while ((await this.open()) > 0) await new Promise((resolve) => setTimeout(resolve, 5));
    return this.taken;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private open(): Promise<number> {
    return new Promise((resolve) => this.server.getConnections((_, count) => resolve(count)));
  }
}
