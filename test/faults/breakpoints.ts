import type { AppName } from './apps.ts';
import type { Moment, Point } from './points.ts';

/** What is held at a point: the process whose call or command it is. */
export interface Hit {
  readonly point: Point;
  readonly app: AppName | null;
}

/** `drop` at an HTTP point: the call is not performed. */
export type OnHit = (hit: Hit) => Promise<'drop' | undefined>;

/** The points at which something happens in the current case. Each is hit once. */
export class Breakpoints {
  private armed: { point: Point; at: Moment; onHit: OnHit }[] = [];

  /** `at` may be earlier than the point's own moment, for what has to be prepared. */
  arm(point: Point, at: Moment, onHit: OnHit): void {
    this.armed.push({ point, at, onHit });
  }

  clear(): void {
    this.armed = [];
  }

  async reach(
    isThere: (point: Point) => boolean,
    moment: Moment,
    app: AppName | null,
  ): Promise<'drop' | undefined> {
    const due = this.armed.filter(({ point, at }) => at === moment && isThere(point));
    if (due.length === 0) return undefined;
    this.armed = this.armed.filter((each) => !due.includes(each));
    const verdicts: ('drop' | undefined)[] = [];
    for (const { point, onHit } of due) verdicts.push(await onHit({ point, app }));
    return verdicts.includes('drop') ? 'drop' : undefined;
  }
}
