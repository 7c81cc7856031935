/** Runs one piece of work after the other, in the order in which they were given. */
export class Serial {
  private tail: Promise<unknown> = Promise.resolve();

  /** @returns what the work returns. One that fails does not hold up the next. */
  run<Result>(work: () => Promise<Result>): Promise<Result> {
    const result = this.tail.then(work);
    this.tail = result.catch(() => undefined);
    return result;
  }

  /** Fulfilled when all that was given by now is done. */
  async idle(): Promise<void> {
    await this.tail;
  }
}
