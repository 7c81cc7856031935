import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, NodeTracerProvider, ParentBasedSampler } from '@opentelemetry/sdk-trace-node';
import { RunSampler } from './run-sampler.ts';

/** Registers the exporter. @returns what sends the spans that are left, and ends the export; idempotent */
export function startExport(about: { app: string; version: string }): () => Promise<void> {
  const provider = new NodeTracerProvider({
    resource: resourceFromAttributes({
      'service.name': `holdfast-${about.app}`,
      'service.version': about.version,
    }),
    sampler: new ParentBasedSampler({ root: new RunSampler() }),
    spanProcessors: [new BatchSpanProcessor(new OTLPTraceExporter(), { scheduledDelayMillis: 1_000 })],
  });
  provider.register();
  return () => provider.shutdown();
}
