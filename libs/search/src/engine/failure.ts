import { tlsHint, tlsTrouble } from '#http';
import { StepFailure, type FailureCode } from '#domain';
import { oneLine, storeAnswerOf, type StoreAction, type StoreAnswer } from './answer.ts';
import { OddAnswer, OtherEngine } from './odd-answer.ts';
import { verdictOf } from './verdict.ts';

/**
 * The failure for an error of a request to the engine of this title. The error itself is not kept as the cause: what node
 * throws may carry the request, and so its credentials.
 */
export function engineFailure(error: unknown, action: StoreAction, title: string): StepFailure {
  const couldNot = `${title} could not ${action.doing}`;
  const answer = storeAnswerOf(error);
  if (answer !== null) return answerFailure(answer, action, couldNot);
  const fail = (code: FailureCode, what: string) =>
    StepFailure.transient(code, `${couldNot}: ${what}`, { component: 'records' });
  if (error instanceof OtherEngine)
    return StepFailure.permanent('refused', `${couldNot}: ${error.message}`, { component: 'records' });
  if (error instanceof OddAnswer) return oddAnswerFailure(error, couldNot);
  // It passed its shape, but still could not be read.
  if (error instanceof TypeError || error instanceof RangeError)
    return fail('unexpected-answer', 'its answer does not have the form that was expected.');
  const reported = reportOf(error);
  const trouble = tlsTrouble(reported);
  if (trouble !== null) {
    return StepFailure.permanent('refused', `${couldNot}: ${trouble}`, { component: 'records' });
  }
  const reason = oneLine(reported) || 'no reason';
  return fail('unreachable', `no answer (${reason}). Check its address, and that it runs.${tlsHint(reason)}`);
}

/** Code and message of an error of node. Of several addresses that were tried in vain it has a code only. */
function reportOf(error: unknown): string {
  const { code, message } = error as { code?: unknown; message?: unknown };
  const words = typeof message === 'string' ? message : '';
  return typeof code !== 'string' || words.includes(code) ? words : `${code} ${words}`.trim();
}

function oddAnswerFailure(odd: OddAnswer, couldNot: string): StepFailure {
  const { retryable, status } = odd;
  const message = `${couldNot}: ${odd.message}`;
  const options = { component: 'records' as const, ...(status !== null && { status }) };
  return retryable
    ? StepFailure.transient('unexpected-answer', message, options)
    : StepFailure.permanent('refused', message, options);
}

function answerFailure(answer: StoreAnswer, action: StoreAction, couldNot: string): StepFailure {
  const { code, retryable, remedy } = verdictOf(answer, action);
  const reason = oneLine(answer.reason);
  const message = `${couldNot}: HTTP ${answer.status} ${answer.type}: ${reason}. ${remedy}`;
  const options = { component: 'records' as const, status: answer.status, answer: reason };
  return retryable
    ? StepFailure.transient(code, message, options)
    : StepFailure.permanent(code, message, options);
}
