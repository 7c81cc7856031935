import type { Answer, Call } from '../../http/call.ts';
import { compact, problemType } from '../../management/spring.answers.ts';

const titles: Readonly<Record<number, string>> = {
  400: 'INVALID_ARGUMENT',
  401: 'UNAUTHORIZED',
  403: 'FORBIDDEN',
  404: 'NOT_FOUND',
  405: 'METHOD_NOT_ALLOWED',
  409: 'INVALID_STATE',
  415: 'UNSUPPORTED_MEDIA_TYPE',
  500: 'INTERNAL',
  503: 'UNAVAILABLE',
  504: 'DEADLINE_EXCEEDED',
};

/** A problem document, as the REST API answers every error. */
export const problem = (call: Call, status: number, detail: string, title = titles[status]): Answer => ({
  status,
  contentType: problemType,
  body: compact({ type: 'about:blank', title, status, detail, instance: call.pathname }),
  ...(status === 401 ? { headers: { 'WWW-Authenticate': 'Basic realm="camunda", Bearer' } } : {}),
});
