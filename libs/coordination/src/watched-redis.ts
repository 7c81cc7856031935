import { Redis, type RedisOptions } from 'ioredis';
import { isDemotion } from './redis-trouble.ts';

/** Connections are made again because of a demotion, or of the silence of another one, at most so often (ms). */
const AGAIN_MS = 5_000;

/** The clients of this process, by the address that they were made for. */
const clients = new Map<string, { all: Set<WatchedRedis>; followedAt: number }>();

/** Commands of BullMQ in which the server waits. */
const BLOCKING = new Set(['bzpopmin', 'xread']);
/** So often a connection with unanswered commands is looked at (ms). */
const TICK_MS = 1_000;

/**
 * A connection that a server accepted and then left without an answer stays open for ever: ioredis rejects the commands,
 * at best, and sends the next ones into the same silence. This client drops it, and makes a new one by its
 * `retryStrategy`. Counted in ticks of this process, so that one which was stopped does not drop a sound connection.
 *
 * After a failover a former primary may keep its connections, and after a cut of the network dead ones stay open. One
 * that only reads, or has nothing to say, never hears so: when any client of the process does, all of them connect again.
 */
export class WatchedRedis extends Redis {
  private watchdog: NodeJS.Timeout | null = null;
  private silentMs = 0;
  private connectedAgainAt = -Infinity;
  private seen: { stream: unknown; bytes: number } = { stream: null, bytes: 0 };

  /**
   * @param silence so long a connection may leave commands unanswered (ms), and one in which the server may keep a command
   *   waiting on purpose
   */
  constructor(
    private readonly address: string,
    options: RedisOptions,
    private readonly silence: { answers: number; waits: number },
  ) {
    const { reconnectOnError } = options;
    super(address, {
      ...options,
      reconnectOnError: (error) => {
        if (!isDemotion(error)) return false;
        setImmediate(() => connectOthersAgain(address, this));
        return this.mayConnectAgain() ? (reconnectOnError?.(error) ?? false) : false;
      },
    });
    const known = clients.get(address) ?? { all: new Set(), followedAt: -Infinity };
    clients.set(address, known);
    known.all.add(this);
    this.once('end', () => known.all.delete(this));
  }

  override sendCommand(...sent: Parameters<Redis['sendCommand']>): unknown {
    const result = super.sendCommand(...sent);
    if (this.watchdog === null) this.start();
    return result;
  }

  private start(): void {
    this.silentMs = 0;
    this.watchdog = setInterval(() => this.tick(), TICK_MS).unref();
  }

  private tick(): void {
    const { stream } = this as { stream: Redis['stream'] | undefined };
    const idle = !stream || this.commandQueue.length === 0;
    if (idle) {
      if (this.watchdog) clearInterval(this.watchdog);
      this.watchdog = null;
      return;
    }
    const { bytesRead: bytes } = stream as { bytesRead?: number };
    const silent = this.seen.stream === stream && this.seen.bytes === bytes;
    this.seen = { stream, bytes: bytes ?? 0 };
    this.silentMs = silent ? this.silentMs + TICK_MS : 0;
    const limitMs = this.waitsOnPurpose() ? this.silence.waits : this.silence.answers;
    if (this.silentMs < limitMs) return;
    this.silentMs = 0;
    // Not `disconnect`: that ends the stream and waits for the other side, which is silent.
    stream.destroy(new Error(`Redis left commands unanswered for ${limitMs / 1000} s; connecting again`));
    connectOthersAgain(this.address, this);
  }

  /** Whether the server keeps the oldest command until there is something to answer, as a worker asks it to. */
  private waitsOnPurpose(): boolean {
    const name = this.commandQueue.peekFront()?.command.name;
    return name !== undefined && BLOCKING.has(name);
  }

  /** A replica that stays one would otherwise be connected to again with every write. */
  private mayConnectAgain(): boolean {
    const now = performance.now();
    if (now - this.connectedAgainAt < AGAIN_MS) return false;
    this.connectedAgainAt = now;
    return true;
  }
}

/** Makes the connections of all others again that were made for the same address. */
function connectOthersAgain(address: string, first: WatchedRedis): void {
  const known = clients.get(address);
  const now = performance.now();
  if (!known || now - known.followedAt < AGAIN_MS) return;
  known.followedAt = now;
  for (const client of known.all) if (client !== first && client.status === 'ready') client.stream.destroy();
}
