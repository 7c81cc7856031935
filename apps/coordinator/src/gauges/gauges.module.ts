import { Module } from '@nestjs/common';
import { ClusterGauges } from './cluster-gauges.ts';
import { QueueGauges } from './queue-gauges.ts';
import { ScheduleGauges } from './schedule-gauges.ts';

/** Gauges that Prometheus reads, set at intervals. */
@Module({
  providers: [ClusterGauges, QueueGauges, ScheduleGauges],
})
export class GaugesModule {}
