import { asObject, asText } from './fields.ts';
import { EngineError } from './odd-answer.ts';

/** What was being done, for messages. */
export interface StoreAction {
  /** Such as `take snapshot "x" in repository "camunda"`. */
  doing: string;
  repository?: string;
}

export interface StoreAnswer {
  status: number;
  type: string;
  /** As long as the store made it. */
  reason: string;
  /** What caused it, outermost first; at most MAX_CAUSES. */
  causes: StoreCause[];
}

export interface StoreCause {
  type: string;
  reason: string;
}

const MAX_SAID = 300;
/** An answer from outside decides how deep it is nested. */
const MAX_CAUSES = 20;
/** No more of an answer is looked at for a message. */
const MAX_READ = 16 * 1024;

/** What the store answered, when the error is an answer of it. */
export function storeAnswerOf(error: unknown): StoreAnswer | null {
  if (!(error instanceof EngineError)) return null;
  const { status, body } = error;
  const inner = asObject(asObject(body)?.['error']);
  const text = asText(body) ?? `HTTP ${status}`;
  const reason =
    inner === null
      ? text
      : [asText(inner['reason']), asText(asObject(inner['caused_by'])?.['reason'])]
          .filter(Boolean)
          .join(': ');
  return {
    status,
    type: asText(inner?.['type'])?.slice(0, MAX_SAID) ?? 'unknown',
    reason: reason.slice(0, MAX_READ),
    causes: causesOf(inner),
  };
}

function causesOf(error: Record<string, unknown> | null): StoreCause[] {
  const causes: StoreCause[] = [];
  let cause = asObject(error?.['caused_by']);
  while (cause !== null && causes.length < MAX_CAUSES) {
    causes.push({ type: asText(cause['type']) ?? 'unknown', reason: asText(cause['reason']) ?? '' });
    cause = asObject(cause['caused_by']);
  }
  return causes;
}

/** For `catch`: another value for an error of this type. */
export function otherwise<T>(type: string, instead: () => T): (error: unknown) => T {
  return (error) => {
    if (storeAnswerOf(error)?.type === type) return instead();
    throw error;
  };
}

/** For `catch`: another value when the snapshot does not exist; a missing repository stays an error. */
export const unlessMissing = <T>(instead: () => T): ((error: unknown) => T) =>
  otherwise('snapshot_missing_exception', instead);

/** Short enough for a message, and without what an address may carry. */
export function oneLine(text: string): string {
  // What is cut in the middle of an address may not show its credentials either.
  const start = text.length <= MAX_READ ? text : text.slice(0, MAX_READ).replace(/\/\/[^\s/@]*$/, '');
  const line = start
    .replace(/\/\/[^\s/@]+@/g, '//')
    .replace(/\s+/g, ' ')
    .trim();
  return line.length <= MAX_SAID ? line : `${line.slice(0, MAX_SAID - 1)}…`;
}
