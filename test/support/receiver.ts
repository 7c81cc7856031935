import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { PATIENCE_SECONDS } from './patience.ts';

export interface Received {
  method: string;
  path: string;
  headers: IncomingMessage['headers'];
  body: string;
}

/** What a path does with a call: answer with a status, or never. */
export type Behaviour = number | 'hang';

/** A real HTTP receiver of notifications on the loopback, which remembers everything that arrived. */
export class Receiver {
  readonly received: Received[] = [];
  private readonly behaviours = new Map<string, Behaviour[]>();

  private constructor(private readonly server: Server) {}

  static async start(): Promise<Receiver> {
    const server = createServer();
    const receiver = new Receiver(server);
    server.on('request', (request, response) => {
      let body = '';
      request.on('data', (data: Buffer) => (body += data.toString()));
      request.on('end', () => {
        const path = request.url ?? '';
        receiver.received.push({ method: request.method ?? '', path, headers: request.headers, body });
        const behaviour = receiver.next(path);
        if (behaviour !== 'hang') response.writeHead(behaviour).end('thanks');
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return receiver;
  }

  url(path: string): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}${path}`;
  }

  /** One after the other; the last one stays. */
  behave(path: string, ...behaviours: Behaviour[]): void {
    this.behaviours.set(path, behaviours);
  }

  at(path: string): Received[] {
    return this.received.filter((each) => each.path === path);
  }

  /** Waits until a path has received enough. */
  async until(
    path: string,
    enough: (all: Received[]) => boolean,
    seconds = PATIENCE_SECONDS,
  ): Promise<Received[]> {
    for (let tries = 0; tries < seconds * 20; tries += 1) {
      if (enough(this.at(path))) return this.at(path);
      await sleep(50);
    }
    throw new Error(
      `${path} did not receive enough within ${seconds} s: ${JSON.stringify(this.at(path), null, 1)}`,
    );
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private next(path: string): Behaviour {
    const planned = this.behaviours.get(path) ?? [];
    return (planned.length > 1 ? planned.shift() : planned[0]) ?? 200;
  }
}
