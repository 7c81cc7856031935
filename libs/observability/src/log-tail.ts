import { Writable } from 'node:stream';

/** How many lines of the log are kept for a support bundle. */
const MOST = 2_000;

/** The last lines that this process wrote to its log. */
export class LogTail extends Writable {
  private readonly kept: string[] = [];

  lines(): readonly string[] {
    return this.kept;
  }

  override _write(chunk: Buffer | string, _encoding: BufferEncoding, done: () => void): void {
    this.kept.push(chunk.toString().trimEnd());
    if (this.kept.length > MOST) this.kept.splice(0, this.kept.length - MOST);
    done();
  }
}

/** One for each process, as there is one log. */
export const LOG_TAIL = new LogTail();
