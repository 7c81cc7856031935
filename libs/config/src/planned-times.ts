import { CronExpressionParser } from 'cron-parser';
import type { DueSlots } from '#domain';

const HOUR_MS = 3_600_000;
const WEEK_MS = 7 * 24 * HOUR_MS;
/** Clocks are never set back by more than this. */
const CLOCK_CHANGE_MS = 3 * HOUR_MS;
/** At most this many are counted for one absence. */
const MOST = 20_000;
/** A pattern with more planned times than this has its longest gap among them: each costs time in which nothing else is done. */
const AHEAD = 5_000;
/** This many gaps are enough to find the shortest: more than any daily pattern has between two clock changes. */
const GAPS = 300;

/**
 * The planned times of a cron pattern in a time zone, with the parser that BullMQ uses. A time that the clock skips is
 * planned as much later as it skips; one that comes twice is planned once, at the first, unless the pattern has every
 * hour. Times are ms since the epoch.
 */
export class PlannedTimes {
  private readonly wallClock: Intl.DateTimeFormat;

  constructor(
    private readonly cron: string,
    private readonly timezone: string,
  ) {
    this.wallClock = new Intl.DateTimeFormat('en', { timeZone: timezone, timeZoneName: 'longOffset' });
  }

  /** The first one after a time. */
  next(after: number): number {
    for (const time of this.from(after)) if (time > after) return time;
    throw new Error(`cron pattern "${this.cron}" has no next time`);
  }

  /** The first ones after a time, until another one (inclusive): some at most. */
  upTo(after: number, until: number, most: number): number[] {
    const found: number[] = [];
    for (const time of this.from(after)) {
      if (time > until || found.length >= most) break;
      if (time > after) found.push(time);
    }
    return found;
  }

  /**
   * Those after a time, until another one (inclusive).
   * @param keep how many of the newest are listed; the others are only counted
   * @param split those before it are counted apart from those since
   */
  between(after: number, until: number, { keep, split }: { keep: number; split: number }): DueSlots {
    const newest = this.newest(after, until, keep);
    const earlier = { before: 0, since: 0 };
    const oldest = newest[0];
    if (oldest === undefined || newest.length < keep) return { newest, earlier };
    for (const time of this.from(after)) {
      if (time >= oldest || earlier.before + earlier.since >= MOST) break;
      if (time > after) earlier[time < split ? 'before' : 'since'] += 1;
    }
    return { newest, earlier };
  }

  /**
   * The shortest and the longest time between two planned times.
   * @param from where to begin
   * @param until where to end; left out, after some hundred of them; after some thousand in any case
   */
  gaps(from: number, until?: number): { shortest: number; longest: number } {
    let [shortest, longest, count] = [Infinity, 0, 0];
    let before = this.next(from);
    for (const time of this.from(before)) {
      if (time <= before) continue;
      shortest = Math.min(shortest, time - before);
      longest = Math.max(longest, time - before);
      before = time;
      count += 1;
      if (count >= (until === undefined ? GAPS : AHEAD) || time > (until ?? Infinity)) break;
    }
    return { shortest, longest };
  }

  /** Looks back further and further, so that a long absence costs no more than a short one. */
  private newest(after: number, until: number, keep: number): number[] {
    for (let span = HOUR_MS / 60; ; span *= 4) {
      const start = Math.max(after, until - span);
      const found: number[] = [];
      for (const time of this.from(start)) {
        if (time > until) break;
        if (time > start) found.push(time);
      }
      if (found.length >= keep || start === after || span > 60 * 52 * WEEK_MS) return found.slice(-keep);
    }
  }

  /** In their order, from a time on or a little before. */
  private *from(time: number): Generator<number> {
    // Seen from between the two hours of the same name the parser takes the second for another one.
    const changed = this.offsetAt(time) !== this.offsetAt(time - CLOCK_CHANGE_MS);
    const start = changed ? time - CLOCK_CHANGE_MS : time;
    const times = CronExpressionParser.parse(this.cron, { currentDate: new Date(start), tz: this.timezone });
    for (;;) yield times.next().getTime();
  }

  private offsetAt(time: number): string {
    return this.wallClock.formatToParts(time).find(({ type }) => type === 'timeZoneName')?.value ?? '';
  }
}
