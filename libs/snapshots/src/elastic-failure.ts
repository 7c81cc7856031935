import { errors } from '@elastic/elasticsearch';
import { StepFailure, type FailureCode } from '#domain';
import { asObject, asText } from './elastic-fields.ts';

/** What was being done, for messages. */
export interface StoreAction {
  /** Such as `take snapshot "x" in repository "camunda"`. */
  doing: string;
  repository?: string;
}

interface StoreAnswer {
  status: number;
  type: string;
  reason: string;
}

const MAX_SAID = 300;

/** What the store answered, when the error is an answer of it. */
export function storeAnswerOf(error: unknown): StoreAnswer | null {
  if (!(error instanceof errors.ResponseError)) return null;
  const body: unknown = error.body;
  const inner = asObject(asObject(body)?.['error']);
  const status = error.statusCode ?? 0;
  const text = asText(body) ?? `HTTP ${status}`;
  const reason =
    inner === null
      ? text
      : [asText(inner['reason']), asText(asObject(inner['caused_by'])?.['reason'])]
          .filter(Boolean)
          .join(': ');
  return { status, type: asText(inner?.['type']) ?? 'unknown', reason: oneLine(reason) };
}

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
  const said = error instanceof Error ? oneLine(error.message) : 'no reason';
  return fail('unreachable', `no answer (${said}). Check its address, and that it runs.`);
}

function answerFailure(answer: StoreAnswer, action: StoreAction): StepFailure {
  const { code, retryable, mend } = verdictOf(answer, action);
  const message = `Elasticsearch could not ${action.doing}: HTTP ${answer.status} ${answer.type}: ${answer.reason}. ${mend}`;
  const options = { component: 'records' as const, status: answer.status, answer: answer.reason };
  return retryable
    ? StepFailure.transient(code, message, options)
    : StepFailure.permanent(code, message, options);
}

interface Verdict {
  code: FailureCode;
  retryable: boolean;
  mend: string;
}

function verdictOf({ status, type, reason }: StoreAnswer, action: StoreAction): Verdict {
  switch (type) {
    case 'repository_missing_exception':
      return {
        code: 'refused',
        retryable: false,
        mend: `Register the repository: PUT _snapshot/${action.repository ?? '<name>'} with its type and settings.`,
      };
    case 'repository_verification_exception':
    case 'repository_exception':
      return {
        code: 'refused',
        retryable: false,
        mend: 'Check that every node can read and write the place the repository points to.',
      };
    case 'snapshot_name_already_in_use_exception':
      return { code: 'id-in-use', retryable: false, mend: 'Use another name.' };
    case 'invalid_snapshot_name_exception':
      // OpenSearch, and Elasticsearch before 8, use this type for a name that is taken, too.
      if (/already (exists|in-progress)/.test(reason))
        return { code: 'id-in-use', retryable: false, mend: 'Use another name.' };
      return { code: 'refused', retryable: false, mend: 'Use a lower-case name without spaces.' };
    case 'concurrent_snapshot_execution_exception':
      return { code: 'busy', retryable: true, mend: 'It has to finish first.' };
    default:
      return verdictByStatus(status);
  }
}

function verdictByStatus(status: number): Verdict {
  if ([408, 429, 502, 503, 504].includes(status))
    return { code: 'unavailable', retryable: true, mend: 'Check its health.' };
  if (status === 401 || status === 403) {
    return {
      code: 'refused',
      retryable: false,
      mend: 'Check the credentials and that they may manage snapshots.',
    };
  }
  if (status >= 400 && status < 500)
    return { code: 'refused', retryable: false, mend: 'Repeating it will not help.' };
  return { code: 'unexpected-answer', retryable: true, mend: 'Look into its log.' };
}

function oneLine(text: string): string {
  const line = text
    .replace(/\/\/[^\s/@]+@/g, '//')
    .replace(/\s+/g, ' ')
    .trim();
  return line.length <= MAX_SAID ? line : `${line.slice(0, MAX_SAID - 1)}…`;
}
