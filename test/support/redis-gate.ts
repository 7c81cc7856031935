import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** One address in front of Redis, as that of a load balancer: what is behind it may change, or fall silent. */
export class RedisGate {
  private readonly pairs = new Set<{ client: Socket; upstream: Socket }>();
  private silent = false;
  private target: string;

  private constructor(
    target: string,
    private readonly server: Server,
  ) {
    this.target = target;
    server.on('connection', (client) => this.join(client));
  }

  static async open(target: string): Promise<RedisGate> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new RedisGate(target, server);
  }

  get url(): string {
    return `redis://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** New connections lead elsewhere; those that are open stay where they are. */
  pointTo(target: string): void {
    this.target = target;
  }

  /** Every connection, old and new, is accepted and gets no answer. */
  blackhole(): void {
    this.silent = true;
    for (const { client, upstream } of this.pairs) {
      client.unpipe(upstream);
      upstream.unpipe(client);
      swallow(client, upstream);
    }
  }

  /** New connections get through again; those that fell silent stay so. */
  letNewThrough(): void {
    this.silent = false;
  }

  async close(): Promise<void> {
    for (const { client, upstream } of this.pairs) {
      client.destroy();
      upstream.destroy();
    }
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
  }

  private join(client: Socket): void {
    const { hostname, port } = new URL(this.target);
    const upstream = connect(Number(port), hostname);
    const pair = { client, upstream };
    this.pairs.add(pair);
    const end = (): void => {
      client.destroy();
      upstream.destroy();
      this.pairs.delete(pair);
    };
    for (const socket of [client, upstream]) socket.on('error', end).on('close', end);
    if (this.silent) {
      swallow(client, upstream);
      return;
    }
    client.pipe(upstream);
    upstream.pipe(client);
  }
}

/** What comes is read and lost; a socket that nobody reads would not see its end either. */
function swallow(...sockets: Socket[]): void {
  for (const socket of sockets) socket.resume();
}
