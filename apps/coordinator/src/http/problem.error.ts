import { PROBLEMS, problemType, type Problem, type ProblemKind } from '#contracts';

/** An answer that is not a success. `extra` becomes members of the problem document. */
export class ProblemError extends Error {
  readonly document: Problem;

  constructor(
    readonly kind: ProblemKind,
    detail: string,
    extra: Record<string, unknown> = {},
  ) {
    super(detail);
    this.name = 'ProblemError';
    this.document = { type: problemType(kind), ...PROBLEMS[kind], detail, ...extra };
  }
}
