import { Redis, type Callback, type RedisOptions } from 'ioredis';
import { endpointName, type ClientOptions } from './endpoint.ts';
import { classified, isDemotion } from './redis-errors.ts';
import { SilenceWatch, type Silence } from './silence-watch.ts';

/** Connections are made again because of a demotion, or of the silence of another one, at most once in this time (ms). */
const AGAIN_MS = 5_000;

/** A client that ended without its owner connects again after this (ms). */
const REVIVE_MS = 500;

/** What this process knows of one Redis, wherever its Sentinels say that it is. Times are ms on the monotonic clock. */
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

function addressOf(name: string): Address {
  const known = addresses.get(name) ?? {
    ...{ all: new Set<WatchedRedis>(), uselessAt: -Infinity, followedAt: -Infinity, timer: null },
  };
  addresses.set(name, known);
  return known;
}

/**
 * A connection that a server accepted and then left without an answer stays open without end: ioredis rejects the commands,
 * at best, and sends the next ones into the same silence. This client drops it, and makes a new one by its
 * `retryStrategy`.
 *
 * After a failover a former primary may keep its connections, and after a cut of the network dead ones stay open. One
 * that only reads, or has nothing to say, never hears so: when any client of the process does, all of them connect again.
 *
 * Commands are rejected with a `RedisTroubleError` when Redis is down or refuses to write.
 */
export class WatchedRedis extends Redis {
  /** Its owner closed it: it does not connect again. */
  private isLeaving = false;
  private readonly watchdog: SilenceWatch;
  private readonly address: string;
  private connectedAgainAt = -Infinity;
  /** When the present connection was made (ms, monotonic). */
  connectedAt = -Infinity;

  /**
   * @param silence how long a connection may leave commands unanswered (ms), and one in which the server may keep a command
   *   waiting on purpose
   */
  constructor(options: ClientOptions, silence: Silence) {
    const { url, ...given } = options;
    const address = endpointName(options);
    const settings: RedisOptions = {
      ...given,
      reconnectOnError: (error) => {
        if (!isDemotion(error)) return false;
        setImmediate(() => connectAgain(address));
        return this.mayConnectAgain() ? (given.reconnectOnError?.(error) ?? false) : false;
      },
    };
    super(...((url === undefined ? [settings] : [url, settings]) as [string, RedisOptions]));
    this.watchdog = new SilenceWatch(this, silence, () => connectAgain(address));
    this.address = address;
    const { all } = addressOf(address);
    all.add(this);
    this.on('connect', () => (this.connectedAt = performance.now()));
    this.on('ready', () => this.showName());
    if (given.failoverDetector === true) this.on('close', () => !this.isLeaving && connectAgain(address));
    this.on('end', () => {
      if (this.isLeaving) all.delete(this);
      else this.revive();
    });
  }

  override sendCommand(...sent: Parameters<Redis['sendCommand']>): unknown {
    const [command] = sent;
    // Every way in which a command fails ends here, also in a pipeline or a transaction.
    const reject = command.reject.bind(command);
    command.reject = (error) => reject(classified(error));
    if (command.name === 'quit') this.isLeaving = true;
    const result = super.sendCommand(...sent);
    this.watchdog.start();
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

  /** BullMQ ends a client whose server leaves it waiting, and connects the same one again. */
  override connect(callback?: Callback<void>): Promise<void> {
    if (this.status === 'end') {
      this.isLeaving = false;
      addressOf(this.address).all.add(this);
    }
    return super.connect(callback);
  }

  override disconnect(reconnect = false): void {
    if (!reconnect) this.isLeaving = true;
    super.disconnect(reconnect);
  }

  /**
   * ioredis gives a client up, for good, when it is disconnected while it looks for its server. A notice of a Sentinel does that
   * just when a server was lost.
   */
  private revive(): void {
    const again = (): void => {
      if (!this.isLeaving && this.status === 'end') this.connect().catch(() => undefined);
    };
    setTimeout(again, REVIVE_MS).unref();
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
function connectAgain(name: string): void {
  const address = addressOf(name);
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
