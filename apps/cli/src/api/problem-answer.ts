import type { RunName } from '#domain';

/** What went wrong between us and Holdfast, in words for a person and with the exit code for it. */
export class ProblemAnswer extends Error {
  constructor(
    message: string,
    readonly exitCode: number,
    readonly details: {
      /** HTTP status; null when nobody answered. */
      status: number | null;
      /** Stable kind of the problem, where Holdfast named one. */
      kind?: string | null;
      /** The run that holds the cluster, where that is the problem. */
      holder?: RunName | null;
      /** The message without its remedy, where Holdfast gave one. */
      what?: string;
      /** The name of the cluster that a set says it is of, where that is to be confirmed. */
      from?: string | null;
    } = { status: null },
  ) {
    super(message);
    this.name = 'ProblemAnswer';
  }

  /** The same problem with a remedy of ours: Holdfast names parameters of its API, which are options here. */
  withRemedy(remedy: string): ProblemAnswer {
    return new ProblemAnswer(`${this.details.what ?? this.message} ${remedy}`, this.exitCode, this.details);
  }

  /** Nobody answered, or somebody who cannot now, or not so often: worth another try. */
  get passing(): boolean {
    const { status } = this.details;
    return status === null || status === 429 || status >= 500;
  }
}
