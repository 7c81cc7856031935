import type { JournalEvent } from '#contracts';
import type { Printer } from '../output/printer.ts';
import type { Followed } from './followed.ts';
import { renderEvent, renderSummary, renderWaiting } from './render-run.ts';
import type { RunView } from './run-view.ts';

/** A run in a log: one plain line per event. */
export class LineView implements RunView {
  constructor(private readonly printer: Printer) {}

  show(run: Followed): void {
    const title = `${run.title[0]?.toLowerCase() ?? ''}${run.title.slice(1)}`;
    this.printer.line(`${title} of ${run.cluster} (Camunda ${run.version}, ${run.procedure})`);
  }

  event(event: JournalEvent, run: Followed): void {
    this.printer.line(renderEvent(event, run));
    // The entry has the instruction; this program adds what to type when it is done.
    const how = event.type === 'confirmation-requested' ? renderWaiting(run).at(-1) : undefined;
    if (how !== undefined) this.printer.line(how);
  }

  end(run: Followed): void {
    this.printer.line(renderSummary(run));
  }

  leave(): void {
    // Every line is out already.
  }
}
