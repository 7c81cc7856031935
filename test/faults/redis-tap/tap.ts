import { connect, createServer, type AddressInfo, type Server } from 'node:net';
import { TapConnection, type TapHook } from './tap-connection.ts';

/** A listener in front of Redis, one per process of Holdfast, so that the sender of each command is known. */
export class RedisTap {
  private server: Server | null = null;
  private port = 0;
  private readonly connections = new Set<TapConnection>();
  private redisPort: number;
  private readonly hook: TapHook;

  constructor(redisPort: number, hook: TapHook) {
    this.redisPort = redisPort;
    this.hook = hook;
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  async open(): Promise<void> {
    if (this.server) return;
    const server = createServer((client) => {
      const upstream = connect(this.redisPort, '127.0.0.1');
      const connection = new TapConnection(client, upstream, this.hook);
      this.connections.add(connection);
      client.once('close', () => this.connections.delete(connection));
    });
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(this.port, '127.0.0.1', resolve);
    });
    this.port = (server.address() as AddressInfo).port;
    this.server = server;
  }

  /** New connections lead to another server; those that are open stay where they are. */
  pointTo(redisPort: number): void {
    this.redisPort = redisPort;
  }

  /** Open connections are lost without a notice; new ones work. */
  lose(): void {
    for (const connection of this.connections) connection.lose();
  }

  /** Behaves like a Redis that is down: connections end, new ones are refused. */
  async close(): Promise<void> {
    const { server } = this;
    this.server = null;
    for (const connection of this.connections) connection.destroy();
    if (server) await new Promise<void>((resolve) => server.close(() => resolve()));
  }
}
