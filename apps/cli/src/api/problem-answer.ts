import type { RunName } from '#domain';

/** What went wrong between this program and Holdfast: a message for a person, and its exit code. */
export class ProblemAnswer extends Error {
  constructor(
    message: string,
    readonly exitCode: number,
    readonly details: {
      /** HTTP status; null when there was no answer. */
      status: number | null;
      /** Stable kind of the problem, where Holdfast named one. */
      kind?: string | null;
      /** The run that holds the cluster, where that is the problem. */
      holder?: RunName | null;
      /** The message without its remedy, where Holdfast gave one. */
      what?: string;
      /** The name of the cluster that a set claims to belong to, where that must be confirmed. */
      from?: string | null;
      /** The problem document (RFC 9457), where Holdfast gave one. */
      document?: Record<string, unknown>;
    } = { status: null },
  ) {
    super(message);
    this.name = 'ProblemAnswer';
  }

  /** The same problem with our own remedy: Holdfast names parameters of its API, which are options here. */
  withRemedy(remedy: string): ProblemAnswer {
    return new ProblemAnswer(`${this.details.what ?? this.message} ${remedy}`, this.exitCode, this.details);
  }

  /** For programs: a problem document, with the exit code of this program. */
  get document(): Record<string, unknown> {
    const own = { type: 'about:blank', title: 'The command failed', detail: this.message };
    return { ...(this.details.document ?? own), exitCode: this.exitCode };
  }

  /** Worth another try: no answer came, the server cannot answer now, or it got too many requests. */
  get passing(): boolean {
    const { status } = this.details;
    return status === null || status === 429 || status >= 500;
  }
}
