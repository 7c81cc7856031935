/** A problem that the user can understand and fix: printed as a sentence, without a stack trace. */
export class ClusterProblem extends Error {
  override name = 'ClusterProblem';
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
