/**
 * Ends a call after a time, or when the one who asked gives up; remembers which of the two it was. An HTTP client's own
 * timeout does not cover an answer that keeps trickling in.
 */
export class Deadline {
  endedBy: 'time' | 'caller' | null = null;

  private readonly controller = new AbortController();
  private readonly timer: NodeJS.Timeout;
  private readonly giveUp = (): void => this.abort('caller');

  constructor(
    readonly timeoutMs: number,
    private readonly outer?: AbortSignal,
  ) {
    this.timer = setTimeout(() => this.abort('time'), timeoutMs);
    outer?.addEventListener('abort', this.giveUp, { once: true });
    if (outer?.aborted) this.giveUp();
  }

  get signal(): AbortSignal {
    return this.controller.signal;
  }

  /** Why the caller gave up, where it gave a reason. */
  get reason(): unknown {
    return this.outer?.reason as unknown;
  }

  /** Must be called when the call is over, or the timer and the listener stay. */
  end(): void {
    clearTimeout(this.timer);
    this.outer?.removeEventListener('abort', this.giveUp);
  }

  private abort(by: 'time' | 'caller'): void {
    this.endedBy ??= by;
    this.controller.abort();
  }
}
