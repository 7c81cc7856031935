import { StepFailure, type FailureDetail } from '#domain';

/** The detail of the StepFailure that a promise is rejected with. */
export async function failureDetail(promise: Promise<unknown>): Promise<FailureDetail> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof StepFailure) return error.detail;
    throw error;
  }
  throw new Error('The call was expected to fail.');
}
