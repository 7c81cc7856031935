import { createLogUpdate } from 'log-update';
import type { JournalEvent, Run } from '#contracts';
import { renderEvent, renderRun, renderSummary } from './render-run.ts';

/** Where a run is drawn. */
export interface RunView {
  show(run: Run): void;
  event(event: JournalEvent, run: Run): void;
  end(run: Run): void;
  leave(message: string): void;
}

const FRAME_MS = 100;

/** A terminal is redrawn in place; anything else gets one line per event. */
export function createView(out: NodeJS.WriteStream): RunView {
  return out.isTTY ? new LiveView(out) : new LineView(out);
}

class LiveView implements RunView {
  private readonly update;
  private readonly timer: NodeJS.Timeout;
  private run: Run | null = null;
  private frame = 0;

  constructor(out: NodeJS.WriteStream) {
    this.update = createLogUpdate(out);
    this.timer = setInterval(() => this.draw(), FRAME_MS);
  }

  show(run: Run): void {
    this.run = run;
    this.draw();
  }

  event(_event: JournalEvent, run: Run): void {
    this.show(run);
  }

  end(run: Run): void {
    clearInterval(this.timer);
    this.update(`${renderRun(run, { now: Date.now(), frame: 0 })}\n\n${renderSummary(run)}`);
    this.update.done();
  }

  leave(message: string): void {
    clearInterval(this.timer);
    this.update.done();
    process.stdout.write(`${message}\n`);
  }

  private draw(): void {
    this.frame += 1;
    if (this.run) this.update(renderRun(this.run, { now: Date.now(), frame: this.frame }));
  }
}

class LineView implements RunView {
  constructor(private readonly out: NodeJS.WriteStream) {}

  show(run: Run): void {
    this.out.write(`backup ${run.backupId} of ${run.cluster} (Camunda ${run.version}, ${run.procedure})\n`);
  }

  event(event: JournalEvent): void {
    this.out.write(`${renderEvent(event)}\n`);
  }

  end(run: Run): void {
    this.out.write(`${renderSummary(run)}\n`);
  }

  leave(message: string): void {
    this.out.write(`${message}\n`);
  }
}
