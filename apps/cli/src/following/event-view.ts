import type { JournalEvent } from '#contracts';
import { exitCodeOf } from '../exit-codes.ts';
import type { Printer } from '../output/printer.ts';
import type { Followed } from './followed.ts';
import type { RunView } from './run-view.ts';

/**
 * A run for a program: one object per event of the journal; `type` names the kind. The last one has the type `summary`,
 * with the run as it ended, or `waiting-stopped`; a stream without either was cut off.
 */
export class EventView implements RunView {
  constructor(private readonly printer: Printer) {}

  show(): void {
    // The journal begins with the run.
  }

  event(event: JournalEvent): void {
    this.printer.event(event);
  }

  end(run: Followed): void {
    this.printer.event({ type: 'summary', outcome: run.outcome, exitCode: exitCodeOf(run), run: run.raw });
  }

  leave({ stopped, exitCode }: { stopped: string; exitCode: number }): void {
    this.printer.event({ type: 'waiting-stopped', why: stopped, exitCode });
  }
}
