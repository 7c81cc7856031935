import type { CoordinatorPart } from '../coordinator.part.ts';
import { AlertFactsReader } from './alert-facts.reader.ts';
import { AlertWatch } from './alert-watch.ts';
import { AlertsController } from './alerts.controller.ts';
import { AlertsService } from './alerts.service.ts';
import { UnstoredAlerts } from './unstored-alerts.ts';

export const ALERTS: CoordinatorPart = {
  controllers: [AlertsController],
  providers: [AlertsService, AlertFactsReader, AlertWatch, UnstoredAlerts],
};
