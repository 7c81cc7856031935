import type { JournalEvent } from '#contracts';
import type { Followed } from './followed.ts';

/** Where a run is drawn. */
export interface RunView {
  show(run: Followed): void;
  event(event: JournalEvent, run: Followed): void;
  end(run: Followed): void;
  /** The waiting stops before the run does. */
  leave(why: { stopped: string; exitCode: number }): void;
}
