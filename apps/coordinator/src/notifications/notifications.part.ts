import type { CoordinatorPart } from '../coordinator.part.ts';
import { AliveHeartbeats } from './alive-heartbeats.ts';
import { NotificationQueue } from './notification-queue.ts';
import { NotificationProcessor } from './notification.processor.ts';
import { NotificationsController } from './notifications.controller.ts';
import { NotificationsService } from './notifications.service.ts';
import { Notifier } from './notifier.ts';

export const NOTIFICATIONS: CoordinatorPart = {
  controllers: [NotificationsController],
  providers: [NotificationsService, Notifier, NotificationQueue, NotificationProcessor, AliveHeartbeats],
};
