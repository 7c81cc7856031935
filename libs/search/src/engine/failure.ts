import { connectionTrouble, placeOf, tlsHint, tlsTrouble, troubleInWords } from '#http';
import { StepFailure } from '#domain';
import { oneLine, storeAnswerOf, type StoreAction, type StoreAnswer } from './answer.ts';
import { OddAnswer, OtherEngine } from './odd-answer.ts';
import { verdictOf } from './verdict.ts';

/** The engine that was asked. */
export interface AskedEngine {
  title: string;
  /** Its address, as it is configured. */
  address: string;
}

/**
 * The failure for an error of a request to an engine. The error itself is not kept as the cause: what node
 * throws may carry the request, and so its credentials.
 */
export function engineFailure(
  error: unknown,
  action: StoreAction,
  { title, address }: AskedEngine,
): StepFailure {
  const couldNot = `${title} could not ${action.doing}`;
  const answer = storeAnswerOf(error);
  if (answer !== null) return answerFailure(answer, action, couldNot);
  if (error instanceof OtherEngine)
    return StepFailure.permanent('refused', `${couldNot}: ${error.message}`, { component: 'records' });
  if (error instanceof OddAnswer) return oddAnswerFailure(error, couldNot);
  // It passed its shape, but still could not be read.
  if (error instanceof TypeError || error instanceof RangeError)
    return StepFailure.transient(
      'unexpected-answer',
      `${couldNot}: its answer does not have the form that was expected.`,
      { component: 'records' },
    );
  const reported = reportOf(error);
  const untrusted = tlsTrouble(reported);
  if (untrusted !== null)
    return StepFailure.permanent('refused', `${couldNot}: ${untrusted}`, { component: 'records' });
  const reason = oneLine(reported) || 'no reason';
  const { code } = error as { code?: unknown };
  const known = typeof code === 'string' ? code : '';
  const trouble = connectionTrouble(known);
  const words = troubleInWords(trouble === 'failed' ? reason : known, 'address (records.url)');
  const message = `${couldNot}: ${words}${tlsHint(reason)}`;
  const unreached = { address: placeOf(address), trouble };
  return StepFailure.transient('unreachable', message, { component: 'records', unreached });
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
