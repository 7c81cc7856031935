import { StepFailure, type FailureDetail } from '#domain';

/** The detail of the StepFailure that a promise is rejected with. @throws Error when it is not rejected with one */
export async function failureDetail(promise: Promise<unknown>): Promise<FailureDetail> {
  const error: unknown = await promise.then(
    (value) => new Error(`it did not fail: ${JSON.stringify(value)}`),
    (reason: unknown) => reason,
  );
  if (!(error instanceof StepFailure)) throw error;
  return error.detail;
}
