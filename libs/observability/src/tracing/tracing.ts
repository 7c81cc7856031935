import { SpanStatusCode, trace, type Attributes } from '@opentelemetry/api';
import { SPAN_PREFIX } from './span-prefix.ts';

const TRACER = 'holdfast';

/** What is on as long as spans are exported. */
export interface Tracing {
  /** Sends what is left. Idempotent. */
  stop(): Promise<void>;
}

/**
 * Exports spans by OTLP over HTTP. The exporter reads OpenTelemetry's own variables: endpoint, headers, timeout. It is loaded
 * only with an endpoint: its packages are more than 300 modules.
 * @returns null, and does nothing, without an endpoint
 */
export async function startTracing(about: {
  app: string;
  version: string;
  endpoint: string | undefined;
}): Promise<Tracing | null> {
  if (about.endpoint === undefined || about.endpoint === '') return null;
  const { startExport } = await import('./span-export.ts');
  return { stop: startExport(about) };
}

/** Does something inside a span; without tracing it is just done. An error is noted in the span and thrown on. */
export async function inSpan<T>(name: string, attributes: Attributes, work: () => Promise<T>): Promise<T> {
  return trace.getTracer(TRACER).startActiveSpan(`${SPAN_PREFIX}${name}`, { attributes }, async (span) => {
    try {
      return await work();
    } catch (error) {
      span.setStatus({ code: SpanStatusCode.ERROR, message: (error as Error).message });
      throw error;
    } finally {
      span.end();
    }
  });
}

/** Adds what turned out to the span that is under way. */
export function noteInSpan(attributes: Attributes): void {
  trace.getActiveSpan()?.setAttributes(attributes);
}
