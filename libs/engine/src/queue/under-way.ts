/** Jobs that this process works on right now. */
class UnderWay {
  private count = 0;

  get isNothing(): boolean {
    return this.count === 0;
  }

  /** Counts some work until it has ended, however it ends. */
  async during<T>(work: () => Promise<T>): Promise<T> {
    this.count += 1;
    try {
      return await work();
    } finally {
      this.count -= 1;
    }
  }
}

/** One for each process: what it works on decides how long it may take to end. */
export const UNDER_WAY = new UnderWay();
