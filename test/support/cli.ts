import { spawn, type ChildProcess } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { PATIENCE_SECONDS } from './patience.ts';

export interface Said {
  code: number | null;
  out: string;
  err: string;
}

/** One call of the built command line, as a shell makes it. */
export class CliProcess {
  readonly ended: Promise<Said>;
  private out = '';
  private err = '';
  private readonly child: ChildProcess;

  constructor(address: string, words: readonly string[], more: Record<string, string> = {}) {
    const env = { ...process.env, HOLDFAST_URL: address, ...more };
    const command = ['dist/apps/cli/src/main.js', ...words];
    this.child = spawn(process.execPath, command, { env, stdio: ['ignore', 'pipe', 'pipe'] });
    this.child.stdout?.on('data', (data: Buffer) => (this.out += data.toString()));
    this.child.stderr?.on('data', (data: Buffer) => (this.err += data.toString()));
    this.ended = new Promise((resolve) => {
      this.child.once('close', (code) => resolve({ code, out: this.out, err: this.err }));
    });
  }

  async says(what: string): Promise<void> {
    for (let tries = 0; tries < PATIENCE_SECONDS * 20; tries += 1) {
      if (this.out.includes(what)) return;
      await sleep(50);
    }
    throw new Error(`"${what}" was not printed within ${PATIENCE_SECONDS} s:\n${this.out}\n${this.err}`);
  }

  interrupt(): void {
    this.child.kill('SIGINT');
  }

  signal(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }

  /** As when its terminal is closed: nothing that it prints can be written any longer. */
  hangUp(): void {
    this.child.stdout?.destroy();
    this.child.stderr?.destroy();
    this.signal('SIGHUP');
  }

  /** What it has printed to standard error so far. */
  get warned(): string {
    return this.err;
  }
}
