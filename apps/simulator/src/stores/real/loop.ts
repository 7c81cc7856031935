import { setTimeout as sleep } from 'node:timers/promises';

/** Work that is repeated until it is closed, one round at a time. */
export class Loop {
  private readonly closing = new AbortController();
  private round: Promise<unknown> = Promise.resolve();
  private running: Promise<void> | undefined;

  /**
   * @param work one round. @returns whether there may be more to do at once
   * @param pauseMs between two rounds when there was nothing to do
   */
  constructor(
    private readonly work: () => Promise<boolean>,
    private readonly pauseMs: number,
  ) {}

  open(): void {
    this.running ??= this.repeat();
  }

  /** Fulfilled when the round that runs now is over. */
  async settled(): Promise<void> {
    await this.round;
  }

  async close(): Promise<void> {
    this.closing.abort();
    await this.running;
  }

  private async repeat(): Promise<void> {
    while (!this.closing.signal.aborted) {
      // A store that is away, or refuses for the moment, is tried again; what failed is not lost but still to be done.
      const round = this.work().catch(() => false);
      this.round = round;
      const busy = await round;
      await sleep(busy ? 0 : this.pauseMs, undefined, { signal: this.closing.signal, ref: false }).catch(
        () => undefined,
      );
    }
  }
}
