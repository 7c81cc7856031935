import type { Printer } from '../output/printer.ts';
import { EventView } from './event-view.ts';
import { LineView } from './line-view.ts';
import type { RunView } from './run-view.ts';

/** A terminal is redrawn in place; anything else gets one line, or one object, per event. */
export async function createView(out: NodeJS.WriteStream, printer: Printer): Promise<RunView> {
  if (printer.output !== 'table') return new EventView(printer);
  if (!out.isTTY) return new LineView(printer);
  const { LiveView } = await import('./live-view.ts');
  return new LiveView(out);
}
