import { StepFailure } from '#domain';
import type { Question } from './answer.ts';
import {
  connectionTrouble,
  inMebibytes,
  isBeyondLength,
  placeOf,
  tlsHint,
  tlsTrouble,
  troubleInWords,
  type AnswerBounds,
  type ConnectionTrouble,
  type Deadline,
} from '#http';

/** What ended a call that got no whole answer. */
export interface CallLimits {
  deadline: Deadline;
  bounds: Pick<AnswerBounds, 'bytes'>;
}

/**
 * The failure for a call that got no whole answer. The error itself is not kept as the cause: axios errors carry the
 * request with its headers, and so its credentials.
 */
export function connectionFailure(
  question: Question,
  { deadline, bounds }: CallLimits,
  error: unknown,
): StepFailure {
  const { component, method, url } = question;
  const from = (trouble: ConnectionTrouble) => ({ component, unreached: { address: placeOf(url), trouble } });
  if (deadline.endedBy === 'caller') {
    if (deadline.reason instanceof StepFailure) return deadline.reason;
    return StepFailure.transient(
      'unreachable',
      `${component}: ${method} ${url} was given up before it was answered.`,
      { component },
    );
  }
  if (deadline.endedBy === 'time') {
    return StepFailure.transient(
      'unreachable',
      `${component} did not answer ${method} ${url} within ${deadline.timeoutMs} ms. ` +
        'Check that it is healthy and that its port can be reached from here.',
      from('silent'),
    );
  }
  const code = codeOf(error);
  const trouble = tlsTrouble(`${code} ${error instanceof Error ? error.message : ''}`);
  if (trouble !== null)
    return StepFailure.permanent('refused', `${component}: ${method} ${url} failed: ${trouble}`, {
      component,
    });
  if (isBeyondLength(error)) {
    const message = `${component} answered ${method} ${url} with more than ${inMebibytes(bounds.bytes)}. Check that the address is its management port.`;
    return StepFailure.transient('unexpected-answer', message, { component });
  }
  const hint = url.startsWith('https:') ? tlsHint(code) : '';
  return StepFailure.transient(
    'unreachable',
    `${component}: ${method} ${url} failed: ${troubleInWords(code, 'management address')}${hint}`,
    from(connectionTrouble(code)),
  );
}

function codeOf(error: unknown): string {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : 'no error code';
}
