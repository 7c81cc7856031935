import type { Answer } from '../http/call.ts';
import { compact, plainType } from '../management/spring.answers.ts';

/** The general sentence for each error code; the particular one is the detailed message. */
const sentences = {
  badRequestError: 'The request is invalid.',
  conflict: 'The operation could not be performed because of a conflict.',
  notFoundError: 'The server could not find the requested resource.',
  elasticsearchConnectionError: 'Optimize could not connect to Elasticsearch.',
  serverError: 'An unknown error occurred.',
} as const;

export function optimizeError(
  status: number,
  errorCode: keyof typeof sentences,
  detailedMessage: string,
): Answer {
  const body = { errorCode, errorMessage: sentences[errorCode], detailedMessage };
  return { status, contentType: plainType, body: compact(body) };
}
