import { StepFailure, type FailureDetail } from '#domain';

/** The detail of the StepFailure that a promise is rejected with. */
export async function failureOf(promise: Promise<unknown>): Promise<FailureDetail> {
  const error: unknown = await promise.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (error instanceof StepFailure) return error.detail;
  throw new Error(`A StepFailure was expected, not ${String(error)}`);
}
