/** Something the person at the keyboard can understand and mend: printed as a sentence, without a stack. */
export class ClusterProblem extends Error {
  override name = 'ClusterProblem';
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
