/**
 * How far the server's clock is ahead of this one, from times that it wrote into what it sent (ms). A message was written
 * before it arrived, so each gives a lower bound, and the greatest is the best. A bound is forgotten after a while: clocks
 * are set, and computers sleep.
 */
export class SkewEstimate {
  private bounds: { skew: number; at: number }[] = [];

  constructor(private readonly rememberMs = 10 * 60_000) {}

  /** @param written by the server's clock @param received by ours */
  learn(written: number, received: number): void {
    if (!Number.isFinite(written)) return;
    const skew = written - received;
    // What is older and lower will never be the greatest again.
    const useful = this.bounds.filter((bound) => bound.skew > skew && this.holds(bound.at, received));
    this.bounds = [...useful, { skew, at: received }];
  }

  /** 0 where nothing is known. */
  get value(): number {
    return this.bounds[0]?.skew ?? 0;
  }

  private holds(at: number, now: number): boolean {
    return now >= at && now - at < this.rememberMs;
  }
}
