import { createHash, randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { HoldfastConfig, NotificationTarget } from '#config';
import type { Alert, Notification } from '#contracts';
import { ALERT_SEVERITIES, type RunRecord } from '#domain';
import { CONFIG } from '#step-worker';
import { NotificationQueue } from './notification-queue.ts';

/**
 * Says what happened to every target that wants to know. What is said has a name, and is said once to each, however often
 * it is asked for and by whom: call it again when in doubt.
 */
@Injectable()
export class Notifier {
  constructor(
    @Inject(CONFIG) private readonly config: HoldfastConfig,
    @Inject(NotificationQueue) private readonly queue: NotificationQueue,
  ) {}

  raised(alert: Alert): Promise<void> {
    return this.tell({ type: 'alert.raised', id: idOf('raised', alert), at: alert.since, alert }, (target) =>
      wants(target, alert),
    );
  }

  resolved(alert: Alert): Promise<void> {
    const at = new Date().toISOString();
    return this.tell(
      { type: 'alert.resolved', id: idOf('resolved', alert), at, alert },
      (target) => target.resolved && wants(target, alert),
    );
  }

  /** For heartbeats that wait for completed backups. */
  completed({ cluster, backupId, runId, finishedAt }: RunRecord): Promise<void> {
    const at = finishedAt ?? new Date().toISOString();
    return this.tell(
      { type: 'backup.completed', id: `completed-${runId}`, at, cluster, backupId },
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

  private async tell(
    notification: Notification,
    wanted: (target: NotificationTarget) => boolean,
  ): Promise<void> {
    for (const { name } of this.config.notifications.filter(wanted)) await this.queue.add(name, notification);
  }
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
