import { createLogUpdate } from 'log-update';
import type { JournalEvent } from '#contracts';
import { widthOf } from '../output/screen.ts';
import { wrap } from '../output/wrap.ts';
import type { Followed } from './followed.ts';
import { renderRun, renderSummary } from './render-run.ts';
import { rowsOf } from './rows-of.ts';
import type { RunView } from './run-view.ts';

const FRAME_MS = 100;

/** A run on a terminal: one line per step, redrawn in place. */
export class LiveView implements RunView {
  private readonly update;
  private readonly timer: NodeJS.Timeout;
  private run: Followed | null = null;
  private frame = 0;
  private rows = 0;

  /** @param usualSeconds how long such runs took before; null where none is known */
  constructor(
    private readonly out: NodeJS.WriteStream,
    private readonly usualSeconds: number | null = null,
  ) {
    this.update = createLogUpdate(out);
    this.timer = setInterval(() => this.draw(), FRAME_MS);
  }

  show(run: Followed): void {
    this.run = run;
    this.draw();
  }

  event(_event: JournalEvent, run: Followed): void {
    this.show(run);
  }

  end(run: Followed): void {
    clearInterval(this.timer);
    const summary = wrap(renderSummary(run), this.width);
    this.put(`${renderRun(run, { now: Date.now(), frame: 0, width: this.width })}\n\n${summary}`);
    this.update.done();
  }

  leave(): void {
    clearInterval(this.timer);
    this.update.done();
  }

  private get width(): number {
    return widthOf(this.out);
  }

  private draw(): void {
    this.frame += 1;
    if (this.run)
      this.put(
        renderRun(this.run, {
          now: Date.now(),
          frame: this.frame,
          width: this.width,
          usualSeconds: this.usualSeconds,
        }),
      );
  }

  /** log-update leaves unchanged lines at their old place when a line above them wraps, or no longer does. */
  private put(text: string): void {
    const rows = rowsOf(text, this.out.columns);
    if (rows !== this.rows) this.update.clear();
    this.rows = rows;
    this.update(text);
  }
}
