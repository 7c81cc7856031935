import type { Redis } from 'ioredis';

/** How long a connection may leave commands unanswered (ms), and one in which the server may keep a command waiting on purpose. */
export interface Silence {
  answers: number;
  waits: number;
}

/** Commands of BullMQ in which the server waits. */
const BLOCKING = new Set(['bzpopmin', 'xread']);
/** Time between two looks at a connection with unanswered commands (ms). */
const TICK_MS = 1_000;

/** What a client of ioredis has for its subclasses. */
interface Inside {
  readonly stream: Redis['stream'] | undefined;
  readonly commandQueue: { readonly length: number; peekFront(): { command: { name: string } } | undefined };
}

/**
 * Drops the connection of a client once the server leaves its commands unanswered. Counted in ticks of this process, so that
 * one which was stopped does not drop a sound connection. Costs nothing while the client has nothing to say.
 */
export class SilenceWatch {
  private timer: NodeJS.Timeout | null = null;
  private silentMs = 0;
  private seen: { stream: unknown; bytes: number } = { stream: null, bytes: 0 };
  private readonly client: Inside;

  /** @param dropped is called after the connection was dropped */
  constructor(
    client: Redis,
    private readonly silence: Silence,
    private readonly dropped: () => void,
  ) {
    this.client = client;
  }

  /** To be called with each command. Idempotent. */
  start(): void {
    if (this.timer !== null) return;
    this.silentMs = 0;
    this.timer = setInterval(() => this.tick(), TICK_MS).unref();
  }

  private tick(): void {
    const { stream, commandQueue } = this.client;
    if (!stream || commandQueue.length === 0) {
      if (this.timer) clearInterval(this.timer);
      this.timer = null;
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
    this.dropped();
  }

  /** Whether the server keeps the oldest command until there is something to answer, as a worker asks it to. */
  private waitsOnPurpose(): boolean {
    const name = this.client.commandQueue.peekFront()?.command.name;
    return name !== undefined && BLOCKING.has(name);
  }
}
