import { Redis, type RedisOptions } from 'ioredis';
import { isDemotion } from './redis-trouble.ts';

/** After a demotion was seen, the other connections of the process are made again at most so often (ms). */
const FOLLOW_MS = 5_000;

/** The clients of this process, by the address that they were made for. */
const clients = new Map<string, { all: Set<WatchedRedis>; followedAt: number }>();

/** So often a connection with unanswered commands is looked at (ms). */
const TICK_MS = 1_000;

/**
 * A connection that a server accepted and then left without an answer stays open for ever: ioredis rejects the commands,
 * at best, and sends the next ones into the same silence. This client drops it, and makes a new one by its
 * `retryStrategy`. Counted in ticks of this process, so that one which was stopped does not drop a sound connection.
 *
 * After a failover a former primary may keep its connections. One that only reads never hears so: when any client of the
 * process does, all of them connect again.
 */
export class WatchedRedis extends Redis {
  private watchdog: NodeJS.Timeout | null = null;
  private silentMs = 0;
  private seen: { stream: unknown; bytes: number } = { stream: null, bytes: 0 };

  /**
   * @param silenceMs so long a connection may leave commands unanswered; above the time that a blocking command may wait
   */
  constructor(
    url: string,
    options: RedisOptions,
    private readonly silenceMs: number,
  ) {
    const { reconnectOnError } = options;
    super(url, {
      ...options,
      reconnectOnError: (error) => {
        if (isDemotion(error)) setImmediate(() => followDemotion(url, this));
        return reconnectOnError?.(error) ?? false;
      },
    });
    const known = clients.get(url) ?? { all: new Set(), followedAt: -Infinity };
    clients.set(url, known);
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
    if (this.silentMs < this.silenceMs) return;
    this.silentMs = 0;
    // Not `disconnect`: that ends the stream and waits for the other side, which is silent.
    stream.destroy(
      new Error(`Redis left commands unanswered for ${this.silenceMs / 1000} s; connecting again`),
    );
  }
}

/** Connects all others that were made for the same address, too. */
function followDemotion(url: string, first: WatchedRedis): void {
  const known = clients.get(url);
  const now = performance.now();
  if (!known || now - known.followedAt < FOLLOW_MS) return;
  known.followedAt = now;
  for (const client of known.all) if (client !== first && client.status === 'ready') client.disconnect(true);
}
