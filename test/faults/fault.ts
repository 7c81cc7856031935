import type { Bench } from './bench.ts';
import type { Hit } from './breakpoints.ts';
import type { Point } from './points.ts';

/** What remains to be done after an injection: whether the held call is dropped, and what ends by itself later. */
export interface Injected {
  readonly drop?: boolean;
  readonly aftermath?: Promise<void>;
}

export interface Fault {
  readonly id: string;
  /** At most five letters, for the head of the matrix. */
  readonly short: string;
  readonly fits: (point: Point) => boolean;
  /** The simulator spoils a call from its beginning, also where the call takes effect first. */
  readonly early?: boolean;
  /**
   * What it does to Redis. One that `occupies` it lasts, and until it ends no other fault can touch Redis: it would be
   * refused, too.
   */
  readonly redis?: 'touches' | 'occupies';
  readonly inject: (bench: Bench, hit: Hit) => Promise<Injected>;
}

export const everywhere = (): boolean => true;

export const named =
  (...names: string[]) =>
  (point: Point): boolean =>
    names.includes(point.id.split(':')[0] ?? '');

/** Where exporting is paused, or soon will be: no fault may leave it paused. */
export const insideThePause = (point: Point): boolean => point.inside;

/** One point for each step inside the pause, for faults that take long. */
export const inEachPhase = named('pause', 'trigger-webapps', 'snapshot-records', 'trigger-zeebe', 'resume');
