import { ActionsModule } from '../actions/actions.module.ts';
import { Module } from '@nestjs/common';
import { ChecksModule } from '../checks/checks.module.ts';
import { ClustersModule } from '../clusters/clusters.module.ts';
import { GaugesModule } from '../gauges/gauges.module.ts';
import { NotificationsModule } from '../notifications/notifications.module.ts';
import { RunsModule } from '../runs/runs.module.ts';
import { SchedulesModule } from '../schedules/schedules.module.ts';
import { StoresModule } from '../redis/stores.module.ts';
import { AlertCare } from './alert-care.ts';
import { AlertFactsReader } from './alert-facts.reader.ts';
import { AlertLoop } from './alert-loop.ts';
import { AlertsController } from './alerts.controller.ts';
import { AlertsService } from './alerts.service.ts';
import { UnstoredAlerts } from './unstored-alerts.ts';

/** What is wrong with a cluster, judged at intervals, stored, and sent. */
@Module({
  imports: [
    ActionsModule,
    ChecksModule,
    ClustersModule,
    GaugesModule,
    NotificationsModule,
    RunsModule,
    SchedulesModule,
    StoresModule,
  ],
  controllers: [AlertsController],
  providers: [AlertCare, AlertFactsReader, AlertLoop, AlertsService, UnstoredAlerts],
  exports: [AlertsService],
})
export class AlertsModule {}
