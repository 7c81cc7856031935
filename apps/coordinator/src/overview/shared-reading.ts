/**
 * One reading that any number of readers share: it starts when a reader comes and the last one is too old, and never
 * twice at a time. A reader waits for a moment at most, then takes the last one: a slow source must not hold up the rest.
 */
export class SharedReading<T> {
  private last: { value: T; at: number } | null = null;
  private pending: Promise<void> | null = null;

  constructor(
    private readonly read: () => Promise<T>,
    /** How long a reading stays fresh, and how long a reader waits for one (ms). */
    private readonly times: { freshMs: number; patienceMs: number },
    private readonly clock: () => number = () => performance.now(),
  ) {}

  /** @returns null before the first reading that succeeded. Never rejects: a reading that failed leaves the last one. */
  async value(): Promise<T | null> {
    if (this.last === null || this.clock() - this.last.at >= this.times.freshMs) await this.renew();
    return this.last?.value ?? null;
  }

  /** The last reading is out of date, however new it is. */
  expire(): void {
    if (this.last) this.last.at = -Infinity;
  }

  private async renew(): Promise<void> {
    const begunAt = this.clock();
    this.pending ??= this.read()
      .then(
        // Its age counts from before its start, so that readings are not farther apart than they may be old.
        (value) => void (this.last = { value, at: begunAt }),
        () => undefined,
      )
      .finally(() => (this.pending = null));
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => (timer = setTimeout(resolve, this.times.patienceMs)));
    await Promise.race([this.pending, late]);
    clearTimeout(timer);
  }
}
