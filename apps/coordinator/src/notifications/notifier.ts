import { createHash, randomUUID } from 'node:crypto';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { publicUrlOf, type HoldfastConfig, type NotificationTarget } from '#config';
import type { Alert, Notification } from '#contracts';
import { ALERT_SEVERITIES, type RunRecord } from '#domain';
import { CONFIG } from '#engine';
import { deliver } from './deliver.ts';
import { NotificationQueue } from './notification-queue.ts';

/**
 * Notifies every target that wants to know. A notification has a name and is sent once to each target, however often
 * and by whichever process that is requested: call it again when in doubt.
 */
@Injectable()
export class Notifier {
  private readonly logger = new Logger(Notifier.name);

  constructor(
    @Inject(CONFIG) private readonly config: HoldfastConfig,
    private readonly queue: NotificationQueue,
  ) {}

  raised(alert: Alert): Promise<void> {
    return this.tell(raisedOf(alert), (target) => wants(target, alert));
  }

  resolved(alert: Alert): Promise<void> {
    return this.tell(resolvedOf(alert), (target) => target.resolved && wants(target, alert));
  }

  /**
   * As `raised`, without the queue, for an alert that Redis cannot keep. Adds the targets that it notifies to `told`, and
   * skips those that are in it. Logs a delivery that fails.
   */
  async raisedNow(alert: Alert, told: Set<string>): Promise<void> {
    const targets = this.config.notifications.filter(
      (target) => wants(target, alert) && !told.has(target.name),
    );
    await Promise.all(
      targets.map(async (target) => {
        if (await this.deliverNow(target, raisedOf(alert))) told.add(target.name);
      }),
    );
  }

  /** The end of an alert, without the queue, to the targets that have heard of it. */
  async resolvedNow(alert: Alert, told: ReadonlySet<string>): Promise<void> {
    const targets = this.config.notifications.filter(
      (target) => target.resolved && wants(target, alert) && told.has(target.name),
    );
    await Promise.all(targets.map((target) => this.deliverNow(target, resolvedOf(alert))));
  }

  /** For heartbeats that wait for completed backups. */
  completed({ cluster, setId, runId, finishedAt }: RunRecord): Promise<void> {
    const at = finishedAt ?? new Date().toISOString();
    return this.tell(
      { type: 'backup.completed', id: `completed-${runId}`, at, cluster, backupId: setId },
      (target) => target.heartbeat?.when === 'backup-completed' && isAbout(target, cluster),
    );
  }

  /** One message to one target, to see whether it arrives. Not idempotent. */
  async test(target: NotificationTarget, by: string): Promise<void> {
    const now = new Date();
    await this.queue.add(target.name, {
      type: 'test',
      id: `test-${randomUUID()}`,
      at: now.toISOString(),
      by,
    });
  }

  /** @returns whether the receiver took it */
  private async deliverNow(target: NotificationTarget, notification: Notification): Promise<boolean> {
    try {
      await deliver(target, notification, publicUrlOf(this.config));
      return true;
    } catch (error) {
      this.logger.warn(
        `${target.name} was not notified of ${notification.type}: ${(error as Error).message}`,
      );
      return false;
    }
  }

  private async tell(
    notification: Notification,
    wanted: (target: NotificationTarget) => boolean,
  ): Promise<void> {
    for (const { name } of this.config.notifications.filter(wanted)) await this.queue.add(name, notification);
  }
}

function raisedOf(alert: Alert): Notification {
  return { type: 'alert.raised', id: idOf('raised', alert), at: alert.since, alert };
}

function resolvedOf(alert: Alert): Notification {
  return { type: 'alert.resolved', id: idOf('resolved', alert), at: new Date().toISOString(), alert };
}

function wants(target: NotificationTarget, { cluster, kind, severity }: Alert): boolean {
  if (target.heartbeat || !isAbout(target, cluster)) return false;
  const severe = ALERT_SEVERITIES.indexOf(severity) >= ALERT_SEVERITIES.indexOf(target.minSeverity);
  return severe && (target.kinds?.includes(kind) ?? true);
}

function isAbout({ clusters }: NotificationTarget, cluster: string): boolean {
  return clusters?.includes(cluster) ?? true;
}

/** The same alert raised at another time is another one. No `:` in it: it becomes part of a job id. */
function idOf(what: string, { cluster, kind, subject, since }: Alert): string {
  const name = createHash('sha256')
    .update(JSON.stringify([cluster, kind, subject, since]))
    .digest('hex');
  return `${what}-${name.slice(0, 16)}`;
}
