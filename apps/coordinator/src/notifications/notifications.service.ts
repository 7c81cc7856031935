import { Inject, Injectable } from '@nestjs/common';
import type { HoldfastConfig, NotificationTarget } from '#config';
import { NOTIFICATION_WAYS, type NotificationTargetView } from '#contracts';
import { DeliveryLog } from '#redis';
import { CONFIG } from '#engine';
import { ProblemError } from '../http/problem.error.ts';
import { Notifier } from './notifier.ts';

/** The targets of notifications, without their addresses. */
@Injectable()
export class NotificationsService {
  constructor(
    @Inject(CONFIG) private readonly config: HoldfastConfig,
    private readonly deliveries: DeliveryLog,
    private readonly notifier: Notifier,
  ) {}

  list(): Promise<NotificationTargetView[]> {
    return Promise.all(this.config.notifications.map((target) => this.view(target)));
  }

  /** Sends a message to see whether it arrives. Not idempotent. @throws ProblemError unknown-target */
  async test(name: string, by: string): Promise<NotificationTargetView> {
    const target = this.config.notifications.find((each) => each.name === name);
    if (!target) {
      const known = this.config.notifications.map((each) => each.name).join(', ') || 'none';
      throw new ProblemError(
        'unknown-target',
        `No target "${name}" is configured under notifications. Known: ${known}.`,
      );
    }
    await this.notifier.test(target, by);
    return this.view(target);
  }

  private async view(target: NotificationTarget): Promise<NotificationTargetView> {
    const { name, clusters = null, kinds = null, minSeverity } = target;
    const way = NOTIFICATION_WAYS.find((each) => target[each] !== undefined) ?? 'webhook';
    return { name, way, clusters, kinds, minSeverity, ...(await this.deliveries.of(name)) };
  }
}
