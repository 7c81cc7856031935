const HEARTBEAT_MS = 30_000;

/** Tells the person at the keyboard what happens: one line per step, with its seconds. */
export class Narrator {
  private readonly out: { write(text: string): unknown };

  constructor(out: { write(text: string): unknown }) {
    this.out = out;
  }

  say(line: string): void {
    this.out.write(`${line}\n`);
  }

  /** Steps may overlap, so the line is written when the step is done; a long one says that it is alive. */
  async step<T>(title: string, work: () => Promise<T>): Promise<T> {
    const begin = performance.now();
    const seconds = () => ((performance.now() - begin) / 1000).toFixed(1);
    const heartbeat = setInterval(() => {
      this.say(`  … ${title} (${seconds()} s so far)`);
    }, HEARTBEAT_MS);
    try {
      const result = await work();
      this.say(`  ${title.padEnd(52)} ${seconds().padStart(6)} s`);
      return result;
    } finally {
      clearInterval(heartbeat);
    }
  }
}
