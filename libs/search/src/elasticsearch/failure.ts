import { errors } from '@elastic/elasticsearch';
import { tlsHint, tlsTrouble } from '#http';
import { StepFailure, type FailureCode } from '#domain';
import { oneLine, storeAnswerOf, type StoreAction, type StoreAnswer } from './answer.ts';
import { OddAnswer } from './connections.ts';
import { verdictOf } from './verdict.ts';

/**
 * The failure for an error of the Elasticsearch client. The error itself is not kept as the cause: it carries the
 * request with its headers, and so its credentials.
 */
export function elasticFailure(error: unknown, action: StoreAction): StepFailure {
  const answer = storeAnswerOf(error);
  if (answer !== null) return answerFailure(answer, action);
  const fail = (code: FailureCode, what: string) =>
    StepFailure.transient(code, `Elasticsearch could not ${action.doing}: ${what}`, { component: 'records' });
  if (error instanceof errors.ProductNotSupportedError) {
    const message = `Elasticsearch could not ${action.doing}: what answers there does not say it is Elasticsearch (OpenSearch is not supported). Check the address.`;
    return StepFailure.permanent('refused', message, { component: 'records' });
  }
  if (error instanceof errors.DeserializationError) {
    return fail('unexpected-answer', 'its answer is not whole JSON. Check a proxy between, then try again.');
  }
  if (error instanceof OddAnswer) return oddAnswerFailure(error, action);
  // It passed its shape, but still could not be read.
  if (error instanceof TypeError || error instanceof RangeError)
    return fail('unexpected-answer', 'its answer does not have the form that was expected.');
  const trouble = tlsTrouble(error instanceof Error ? error.message : '');
  if (trouble !== null) {
    const message = `Elasticsearch could not ${action.doing}: ${trouble}`;
    return StepFailure.permanent('refused', message, { component: 'records' });
  }
  const reason = error instanceof Error ? oneLine(error.message) : 'no reason';
  return fail('unreachable', `no answer (${reason}). Check its address, and that it runs.${tlsHint(reason)}`);
}

function oddAnswerFailure(odd: OddAnswer, action: StoreAction): StepFailure {
  const { retryable, status } = odd;
  const message = `Elasticsearch could not ${action.doing}: ${odd.message}`;
  const options = { component: 'records' as const, ...(status !== null && { status }) };
  return retryable
    ? StepFailure.transient('unexpected-answer', message, options)
    : StepFailure.permanent('refused', message, options);
}

function answerFailure(answer: StoreAnswer, action: StoreAction): StepFailure {
  const { code, retryable, remedy } = verdictOf(answer, action);
  const reason = oneLine(answer.reason);
  const message = `Elasticsearch could not ${action.doing}: HTTP ${answer.status} ${answer.type}: ${reason}. ${remedy}`;
  const options = { component: 'records' as const, status: answer.status, answer: reason };
  return retryable
    ? StepFailure.transient(code, message, options)
    : StepFailure.permanent(code, message, options);
}
