import type { StoreAction, StoreAnswer } from './answer.ts';
import { ENGINE_ERRORS, type Verdict } from './engine-errors.ts';

/** By the type and reason that the engine gives its error; by the HTTP status only where the table has no line for it. */
export function verdictOf(answer: StoreAnswer, action: StoreAction): Verdict {
  const text = [answer.reason, ...answer.causes.flatMap(({ type, reason }) => [type, reason])].join('\n');
  const line = ENGINE_ERRORS.find(
    ({ types, when }) => types.includes(answer.type) && (when === undefined || when.test(text)),
  );
  if (line === undefined) return verdictByStatus(answer.status);
  return typeof line.verdict === 'function' ? line.verdict(answer, action) : line.verdict;
}

function verdictByStatus(status: number): Verdict {
  if ([408, 429, 502, 503, 504].includes(status))
    return { code: 'unavailable', retryable: true, remedy: 'Check its health.' };
  if (status === 401 || status === 403) {
    const remedy =
      'Check records.auth of this cluster in the configuration, and that it may manage snapshots.';
    return { code: 'refused', retryable: false, remedy };
  }
  if (status >= 400 && status < 500)
    return { code: 'refused', retryable: false, remedy: 'Repeating it will not help.' };
  return { code: 'unexpected-answer', retryable: true, remedy: 'Look into its log.' };
}
