import type { Environment } from '#config';
import { plainLines } from '#domain';
import { HoldfastClient } from './api/holdfast.client.ts';
import { ProblemAnswer } from './api/problem-answer.ts';
import { targetOf, type Target } from './context/target.ts';
import { EXIT } from './exit-codes.ts';
import { linkTo } from './output/links.ts';
import { forPerson, Printer, type Output } from './output/printer.ts';
import { JSON_FORMAT } from './output/value-format.ts';
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
  url?: string | undefined;
  context?: string | undefined;
  output: Output;
  token?: string | undefined;
  environment: Environment;
}

/** What a verb works with. */
export interface Context {
  api: HoldfastClient;
  printer: Printer;
  streams: Streams;
  /** The Holdfast that is asked. @throws ProblemAnswer where a context does not give it */
  where: () => Target;
  environment: Environment;
  /** To standard error, so that what programs read stays whole. */
  say: (line: string) => void;
}

/** One call of the program: its options, and the exit code that comes of it. */
export class Session {
  exitCode: number = EXIT.ok;
  private options: GlobalOptions = { output: 'table', environment: {} };

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
      const { message } = error as Error;
      const problem = error instanceof ProblemAnswer ? error : new ProblemAnswer(message, EXIT.failed);
      this.exitCode = exitCodeFor(problem.exitCode);
      this.complain({ ...problem.document, exitCode: this.exitCode }, problem.message);
    }
  }

  /** To standard error: a line for a person, a problem document for a program. */
  private complain(document: Record<string, unknown>, message: string): void {
    const { stderr } = this.streams;
    const isForPerson = this.options.output === 'table' || this.options.output === 'wide';
    stderr.write(isForPerson ? `${forPerson(plainLines(message), stderr)}\n` : JSON_FORMAT.whole(document));
  }

  private async context(): Promise<Context> {
    const { output, token, environment } = this.options;
    // Asked when a verb makes its first request: most verbs without one must work with any file of contexts.
    let known: Target | null = null;
    const target = (): Target => (known ??= targetOf(this.options));
    linkTo(() => target().url);
    return {
      api: new HoldfastClient(
        () => target().url,
        () => tokenToShow(token, target().environment),
        // What programs read stays as it is; JSON and YAML escape it.
        output === 'table' || output === 'wide' ? shownAnswer : undefined,
      ),
      printer: await Printer.create(output, this.streams.stdout),
      streams: this.streams,
      where: target,
      environment,
      say: (line) => void this.streams.stderr.write(`${forPerson(line, this.streams.stderr)}\n`),
    };
  }
}
