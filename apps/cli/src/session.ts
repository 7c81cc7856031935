import type { Environment } from '#config';
import { plainLines } from '#domain';
import { HoldfastClient } from './api/holdfast.client.ts';
import { ProblemAnswer } from './api/problem-answer.ts';
import { EXIT } from './exit-codes.ts';
import { forPerson, Printer, type Output } from './output/printer.ts';
import { shownAnswer } from './output/terminal-text.ts';
import { tokenToShow } from './shown-token.ts';

export interface Streams {
  stdin: NodeJS.ReadStream;
  stdout: NodeJS.WriteStream;
  stderr: NodeJS.WriteStream;
  /** What Ctrl-C does instead of ending the process. */
  onInterrupt(handler: () => void): void;
}

/** Options that every verb understands. */
export interface GlobalOptions {
  url: string;
  output: Output;
  token?: string | undefined;
  environment: Environment;
}

/** What a verb works with. */
export interface Context {
  api: HoldfastClient;
  printer: Printer;
  streams: Streams;
  environment: Environment;
  /** To standard error, so that what programs read stays whole. */
  say: (line: string) => void;
}

/** One call of the program: its options, and the exit code that comes of it. */
export class Session {
  exitCode: number = EXIT.ok;
  private options: GlobalOptions = { url: '', output: 'table', environment: {} };

  constructor(readonly streams: Streams) {}

  configure(options: GlobalOptions): void {
    this.options = options;
  }

  /**
   * Does a verb's work. Its exit code, or that of the problem it met, becomes ours.
   * @param exitCodeFor what the exit code of a problem means for this verb
   */
  async run(
    work: (context: Context) => Promise<number>,
    exitCodeFor: (code: number) => number = (code) => code,
  ): Promise<void> {
    try {
      this.exitCode = await work(await this.context());
    } catch (error) {
      const { stderr } = this.streams;
      stderr.write(`${forPerson(plainLines((error as Error).message), stderr)}\n`);
      this.exitCode = exitCodeFor(error instanceof ProblemAnswer ? error.exitCode : EXIT.failed);
    }
  }

  private async context(): Promise<Context> {
    const { url, output, token, environment } = this.options;
    return {
      api: new HoldfastClient(
        url,
        () => tokenToShow(token, environment),
        // What programs read stays as it is; JSON and YAML escape it.
        output === 'table' || output === 'wide' ? shownAnswer : undefined,
      ),
      printer: await Printer.create(output, this.streams.stdout),
      streams: this.streams,
      environment,
      say: (line) => void this.streams.stderr.write(`${forPerson(line, this.streams.stderr)}\n`),
    };
  }
}
