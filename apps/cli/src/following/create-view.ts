import type { Printer } from '../output/printer.ts';
import { EventView } from './event-view.ts';
import { LineView } from './line-view.ts';
import { LiveView } from './live-view.ts';
import type { RunView } from './run-view.ts';

/** A terminal is redrawn in place; anything else gets one line, or one object, per event. */
export function createView(out: NodeJS.WriteStream, printer: Printer): RunView {
  if (printer.output !== 'table') return new EventView(printer);
  return out.isTTY ? new LiveView(out) : new LineView(printer);
}
