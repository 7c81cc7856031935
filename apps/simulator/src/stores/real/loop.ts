import { setTimeout as sleep } from 'node:timers/promises';

/** Work that is repeated until it is closed, one round at a time. */
export class Loop {
  private readonly closing = new AbortController();
  private round: Promise<unknown> = Promise.resolve();
  private running: Promise<void> | undefined;
  private isFailing = false;

  /**
   * @param work one round. @returns whether there may be more to do at once
   * @param pauseMs between two rounds when there was nothing to do, or when a round failed
   * @param failed called with the reason when rounds start to fail, and with null when they succeed again
   */
  constructor(
    private readonly work: () => Promise<boolean>,
    private readonly pauseMs: number,
    private readonly failed: (reason: unknown) => void,
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
      const round = this.attempt();
      this.round = round;
      const busy = await round;
      await sleep(busy ? 0 : this.pauseMs, undefined, { signal: this.closing.signal, ref: false }).catch(
        () => undefined,
      );
    }
  }

  /** What failed is not lost but still to be done: a store that is down, or refuses for the moment, is tried again. */
  private async attempt(): Promise<boolean> {
    try {
      const busy = await this.work();
      if (this.isFailing) this.failed(null);
      this.isFailing = false;
      return busy;
    } catch (error) {
      if (!this.isFailing && !this.closing.signal.aborted) this.failed(error);
      this.isFailing = true;
      return false;
    }
  }
}
