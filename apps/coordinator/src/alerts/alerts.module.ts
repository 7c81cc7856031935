import { Module } from '@nestjs/common';
import { AlertFactsReader } from './alert-facts.reader.ts';
import { AlertLoop } from './alert-loop.ts';
import { AlertsController } from './alerts.controller.ts';
import { AlertsService } from './alerts.service.ts';
import { UnstoredAlerts } from './unstored-alerts.ts';

/** What is wrong with a cluster, judged at intervals, stored, and sent. */
@Module({
  controllers: [AlertsController],
  providers: [AlertFactsReader, AlertLoop, AlertsService, UnstoredAlerts],
})
export class AlertsModule {}
