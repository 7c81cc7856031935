import { SpanStatusCode, trace, type Attributes } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, NodeTracerProvider, ParentBasedSampler } from '@opentelemetry/sdk-trace-node';
import { RunSampler, SPAN_PREFIX } from './run-sampler.ts';

const TRACER = 'holdfast';

/** What is on as long as spans are exported. */
export interface Tracing {
  /** Sends what is left. Idempotent. */
  stop(): Promise<void>;
}

/**
 * Exports spans by OTLP over HTTP. The exporter reads OpenTelemetry's own variables: endpoint, headers, timeout.
 * @returns null, and does nothing, without an endpoint
 */
export function startTracing(about: {
  app: string;
  version: string;
  endpoint: string | undefined;
}): Tracing | null {
  if (about.endpoint === undefined || about.endpoint === '') return null;
  const provider = new NodeTracerProvider({
    resource: resourceFromAttributes({
      'service.name': `holdfast-${about.app}`,
      'service.version': about.version,
    }),
    sampler: new ParentBasedSampler({ root: new RunSampler() }),
    spanProcessors: [new BatchSpanProcessor(new OTLPTraceExporter(), { scheduledDelayMillis: 1_000 })],
  });
  provider.register();
  return { stop: () => provider.shutdown() };
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
