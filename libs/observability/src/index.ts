export { PinoLogger, createLogger } from './logger.ts';
export { LOG_TAIL } from './log-tail.ts';
export { Metrics } from './metrics/metrics.ts';
export { ClusterMetrics, type LastTimes } from './metrics/cluster-metrics.ts';
export { QueueMetrics } from './metrics/queue-metrics.ts';
export { ScheduleMetrics, type MeasuredSchedule } from './metrics/schedule-metrics.ts';
export { NO_SCHEDULE, type MeasuredCluster } from './metrics/measured-cluster.ts';
export { RESUME_ACTORS, type ResumeActor } from './metrics/exporting-metrics.ts';
export { inSpan, noteInSpan, startTracing, type Tracing } from './tracing/tracing.ts';
