import { Controller } from '@nestjs/common';
import type { NotificationTargetList, NotificationTargetView } from '#contracts';
import { Input } from '../http/input.decorator.ts';
import { Route } from '../http/route.decorator.ts';
import { NotificationsService } from './notifications.service.ts';

@Controller()
export class NotificationsController {
  constructor(private readonly notifications: NotificationsService) {}

  @Route('notification.list')
  async list(): Promise<NotificationTargetList> {
    return { items: await this.notifications.list(), next: null };
  }

  @Route('notification.test')
  test(@Input() { target, caller }: Input<'notification.test'>): Promise<NotificationTargetView> {
    return this.notifications.test(target, caller.name);
  }
}
