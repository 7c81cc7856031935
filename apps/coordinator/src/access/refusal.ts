import { ProblemError } from '../http/problem.error.ts';
import type { Identity } from '../http/caller.ts';

/** Why an unauthenticated caller is rejected. */
export function refusal({ trouble, wrong }: Identity): Error {
  if (trouble instanceof Error) return trouble;
  if (wrong)
    return new ProblemError(
      'unauthenticated',
      'The token is not known, or it has expired. Its hash must stand under access.tokens.',
    );
  return new ProblemError(
    'unauthenticated',
    'This needs a token, as `Authorization: Bearer <token>`, or a session.',
  );
}
