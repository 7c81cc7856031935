import { Module } from '@nestjs/common';
import { CatalogueModule } from '../catalogue/catalogue.module.ts';
import { ChecksModule } from '../checks/checks.module.ts';
import { RunsModule } from '../runs/runs.module.ts';
import { SchedulesModule } from '../schedules/schedules.module.ts';
import { StoresModule } from '../redis/stores.module.ts';
import { ClusterGauges } from './cluster-gauges.ts';
import { QueueGauges } from './queue-gauges.ts';
import { ScheduleGauges } from './schedule-gauges.ts';

/** Gauges that Prometheus reads, set at intervals. */
@Module({
  imports: [CatalogueModule, ChecksModule, RunsModule, SchedulesModule, StoresModule],
  providers: [ClusterGauges, QueueGauges, ScheduleGauges],
  exports: [ClusterGauges],
})
export class GaugesModule {}
