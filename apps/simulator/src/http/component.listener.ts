import { createServer } from 'node:http';
import type { IncomingMessage, Server } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Exchange } from './answer.writer.ts';

const LOOPBACK = '127.0.0.1';
const listenAttempts = 20;

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

export interface Port {
  readonly number: number;
  /** A port that is only remembered from an earlier run may be taken by now; then any other will do. */
  readonly movable: boolean;
}

const isTaken = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && error.code === 'EADDRINUSE';

/** A port that can be closed, so that connections are refused, and opened again at the same number. */
export class ComponentListener {
  private server: Server | undefined;
  private work: Promise<void> = Promise.resolve();

  constructor(
    private port: Port,
    private readonly onRequest: (request: IncomingMessage, response: Exchange) => void,
    /** The address that it listens on. */
    private readonly host = LOOPBACK,
  ) {}

  /** As a client on this machine writes it. */
  get url(): string {
    return `http://${LOOPBACK}:${this.port.number}`;
  }

  get boundPort(): number {
    return this.port.number;
  }

  /** Opens or closes; a change that is under way is waited for. */
  setOpen(open: boolean): Promise<void> {
    const change = this.work.then(() => (open ? this.open() : this.close()));
    // One failure must not keep the listener from ever changing again.
    this.work = change.catch(() => undefined);
    return change;
  }

  private async open(): Promise<void> {
    if (this.server !== undefined) return;
    const server = createServer((request, response) => this.onRequest(request, response));
    // As long as Tomcat keeps them: a shorter time makes clients trip over connections that just ended.
    server.keepAliveTimeout = 60_000;
    await this.bind(server);
    const address = server.address();
    if (typeof address === 'object' && address !== null) this.port = { number: address.port, movable: false };
    this.server = server;
  }

  /** A port that was closed a moment ago can be in use by an outgoing connection for a short while. */
  private async bind(server: Server): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        await listen(server, this.port.number, this.host);
        return;
      } catch (error) {
        if (!isTaken(error) || attempt === listenAttempts) throw error;
        if (this.port.movable) this.port = { number: 0, movable: true };
        else await sleep(50);
      }
    }
  }

  private async close(): Promise<void> {
    const { server } = this;
    if (server === undefined) return;
    this.server = undefined;
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    server.closeAllConnections();
    await closed;
  }
}
