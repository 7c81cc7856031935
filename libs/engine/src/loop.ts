export interface LoopOptions {
  /** Time between two starts (ms). */
  everyMs: number;
  /** One turn. The next one does not start before it has ended. */
  turn: () => Promise<void>;
  /** Receives what a turn throws; the next turn tries again. */
  onError: (error: Error) => void;
}

/** Repeats a task on a plain timer, which nothing but the process keeps going. A slow turn skips those that follow. */
export class Loop {
  private timer: NodeJS.Timeout | null = null;
  private busy = false;

  constructor(private readonly options: LoopOptions) {}

  /** Starts the timer; a loop that runs already is left as it is. @param atOnce - also take the first turn now */
  start({ atOnce = false } = {}): void {
    if (this.timer) return;
    this.timer = setInterval(() => void this.turn(), this.options.everyMs);
    if (atOnce) void this.turn();
  }

  /** Starts no further turn. One that is under way is not waited for. */
  stop(): void {
    if (this.timer) clearInterval(this.timer);
    this.timer = null;
  }

  private async turn(): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    try {
      await this.options.turn();
    } catch (error) {
      this.options.onError(error as Error);
    } finally {
      this.busy = false;
    }
  }
}
