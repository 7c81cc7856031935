import { SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import type { Answer, Question } from './answer.ts';

/** A call as a span of the trace that is under way, so that a trace of a run shows who kept it waiting; else just the call. */
export function inCallSpan(question: Question, call: () => Promise<Answer>): Promise<Answer> {
  if (!trace.getActiveSpan()) return call();
  const { component, method, url } = question;
  const { host, pathname } = new URL(url);
  const attributes = {
    'holdfast.component': component,
    'http.request.method': method,
    'server.address': host,
    'url.path': pathname,
  };
  const options = { kind: SpanKind.CLIENT, attributes };
  return trace.getTracer('holdfast').startActiveSpan(`${method} ${component}`, options, async (span) => {
    try {
      const answer = await call();
      span.setAttribute('http.response.status_code', answer.status);
      return answer;
    } catch (error) {
      span.setStatus({ code: SpanStatusCode.ERROR, message: (error as Error).message });
      throw error;
    } finally {
      span.end();
    }
  });
}
