import { Module } from '@nestjs/common';
import { QueuesModule } from '../redis/queues.module.ts';
import { StoresModule } from '../redis/stores.module.ts';
import { AliveHeartbeats } from './alive-heartbeats.ts';
import { NotificationProcessor } from './notification.processor.ts';
import { NotificationQueue } from './notification-queue.ts';
import { NotificationsController } from './notifications.controller.ts';
import { NotificationsService } from './notifications.service.ts';
import { Notifier } from './notifier.ts';

/** Sends alerts to the configured receivers. */
@Module({
  imports: [QueuesModule, StoresModule],
  controllers: [NotificationsController],
  providers: [AliveHeartbeats, NotificationProcessor, NotificationQueue, NotificationsService, Notifier],
  exports: [Notifier],
})
export class NotificationsModule {}
