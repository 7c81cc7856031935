import type { Printer } from '../output/printer.ts';
import { EventView } from './event-view.ts';
import { LineView } from './line-view.ts';
import type { RunView } from './run-view.ts';

/**
 * A terminal is redrawn in place; anything else gets one line, or one object, per event.
 * @param usual how long such runs took before (s), asked for a terminal only; null where none is known
 */
export async function createView(
  out: NodeJS.WriteStream,
  printer: Printer,
  usual: () => Promise<number | null>,
): Promise<RunView> {
  if (printer.output !== 'table') return new EventView(printer);
  if (!out.isTTY) return new LineView(printer);
  const [{ LiveView }, seconds] = await Promise.all([import('./live-view.ts'), usual()]);
  return new LiveView(out, seconds);
}
