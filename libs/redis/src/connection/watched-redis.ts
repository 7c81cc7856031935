import { Redis, type RedisOptions } from 'ioredis';
import { classified, isDemotion } from './redis-errors.ts';

/** Connections are made again because of a demotion, or of the silence of another one, at most once in this time (ms). */
const AGAIN_MS = 5_000;

/** What this process knows of one address. Times are ms on the monotonic clock. */
interface Address {
  /** The clients that were made for it. */
  all: Set<WatchedRedis>;
  /** When a connection last showed that what it leads to is of no use. */
  uselessAt: number;
  /** When the others were last connected again. */
  followedAt: number;
  /** Follows as soon as it may again. */
  timer: NodeJS.Timeout | null;
}

const addresses = new Map<string, Address>();

function addressOf(url: string): Address {
  const known = addresses.get(url) ?? {
    ...{ all: new Set<WatchedRedis>(), uselessAt: -Infinity, followedAt: -Infinity, timer: null },
  };
  addresses.set(url, known);
  return known;
}

/** Commands of BullMQ in which the server waits. */
const BLOCKING = new Set(['bzpopmin', 'xread']);
/** Time between two looks at a connection with unanswered commands (ms). */
const TICK_MS = 1_000;

/**
 * A connection that a server accepted and then left without an answer stays open without end: ioredis rejects the commands,
 * at best, and sends the next ones into the same silence. This client drops it, and makes a new one by its
 * `retryStrategy`. Counted in ticks of this process, so that one which was stopped does not drop a sound connection.
 *
 * After a failover a former primary may keep its connections, and after a cut of the network dead ones stay open. One
 * that only reads, or has nothing to say, never hears so: when any client of the process does, all of them connect again.
 *
 * Commands are rejected with a `RedisTroubleError` when Redis is down or refuses to write.
 */
export class WatchedRedis extends Redis {
  private watchdog: NodeJS.Timeout | null = null;
  private silentMs = 0;
  private connectedAgainAt = -Infinity;
  /** When the present connection was made (ms, monotonic). */
  connectedAt = -Infinity;
  private seen: { stream: unknown; bytes: number } = { stream: null, bytes: 0 };

  /**
   * @param silence how long a connection may leave commands unanswered (ms), and one in which the server may keep a command
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
        setImmediate(() => connectAgain(address));
        return this.mayConnectAgain() ? (reconnectOnError?.(error) ?? false) : false;
      },
    });
    const { all } = addressOf(address);
    all.add(this);
    this.on('connect', () => (this.connectedAt = performance.now()));
    this.on('ready', () => this.showName());
    this.once('end', () => all.delete(this));
  }

  override sendCommand(...sent: Parameters<Redis['sendCommand']>): unknown {
    const [command] = sent;
    // Every way in which a command fails ends here, also in a pipeline or a transaction.
    const reject = command.reject.bind(command);
    command.reject = (error) => reject(classified(error));
    const result = super.sendCommand(...sent);
    if (this.watchdog === null) this.start();
    return result;
  }

  /**
   * ioredis sends the name before it asks whether the server is ready, and ignores a refusal: a server that was BUSY or LOADING
   * at that moment would never show this worker, and every run would be rejected for want of it.
   */
  private showName(): void {
    const { connectionName } = this.options;
    if (connectionName) this.client('SETNAME', connectionName).catch(() => undefined);
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
    connectAgain(this.address);
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

/**
 * Makes every connection to the address again that is older than the news that one of them leads to nothing. Where that is
 * not allowed yet, it is done later: a client that has nothing to say would stay with the former primary.
 */
function connectAgain(url: string): void {
  const address = addressOf(url);
  address.uselessAt = performance.now();
  const waitMs = address.followedAt + AGAIN_MS - address.uselessAt;
  if (waitMs <= 0) follow(address);
  else address.timer ??= setTimeout(() => follow(address), waitMs).unref();
}

function follow(address: Address): void {
  address.timer = null;
  address.followedAt = performance.now();
  for (const client of address.all) {
    const isOpen = client.status === 'ready' || client.status === 'connect';
    if (isOpen && client.connectedAt < address.uselessAt) client.stream.destroy();
  }
}
