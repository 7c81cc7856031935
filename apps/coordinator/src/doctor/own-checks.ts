import { Inject, Injectable } from '@nestjs/common';
import type { Redis } from 'ioredis';
import { accessWarnings, type HoldfastConfig } from '#config';
import { appOf, QUEUES, type DoctorCheck } from '#contracts';
import { WEB_APPS } from '#domain';
import { DeliveryLog, REDIS, waitForRedis } from '#redis';
import { inspectRedis } from '#app';
import { CONFIG, HOLDER } from '#engine';
import { QueueWorkers } from '../checks/queue-workers.ts';
import { fine, looked, wrong, type About } from './finding.ts';
import { ConfigurationChecks } from './configuration-checks.ts';
import { SchemaChecks } from './schema-checks.ts';

const PATIENCE_MS = 2_000;
/** The most that the clocks behind leases and ids may differ (ms). */
const MAX_SKEW_MS = 5_000;

const REDIS_REMEDY = 'Check redis.url (or HOLDFAST_REDIS_URL), and that Redis runs.';
const own = (name: string, component = 'coordinator'): About => ({ cluster: null, name, component });

/** What Holdfast itself needs, whatever the clusters do. Only looks. */
@Injectable()
export class OwnChecks {
  // eslint-disable-next-line max-params -- one per collaborator, as Nest injects them
  constructor(
    @Inject(CONFIG) private readonly config: HoldfastConfig,
    @Inject(REDIS) private readonly redis: Redis,
    @Inject(HOLDER) private readonly holder: string,
    private readonly workers: QueueWorkers,
    private readonly deliveries: DeliveryLog,
    private readonly schema: SchemaChecks,
    private readonly configuration: ConfigurationChecks,
  ) {}

  /** @param visible the clusters that the caller may see */
  async examine(visible: readonly string[]): Promise<DoctorCheck[]> {
    const checks = await Promise.all([
      looked(own('redis', 'redis'), () => this.guarantees(), REDIS_REMEDY),
      looked(own('redis-clock', 'redis'), () => this.clock(), REDIS_REMEDY),
      looked(own('schema', 'redis'), () => this.schema.examine(), REDIS_REMEDY),
      looked(own('configuration'), () => this.configuration.examine(visible), REDIS_REMEDY),
      looked(own('workers'), () => this.served(), REDIS_REMEDY),
      looked(own('notifications'), () => this.notifications(), REDIS_REMEDY),
      Promise.resolve(this.access()),
    ]);
    return checks.flat();
  }

  private async guarantees(): Promise<DoctorCheck[]> {
    const about = own('redis', 'redis');
    await waitForRedis(this.redis, PATIENCE_MS);
    const problems = await inspectRedis(this.redis, this.holder);
    if (problems.length === 0)
      return [fine(about, 'answers, takes writes, keeps everything, and writes it to disk')];
    return problems.map(({ about: what, severity, message, remedy }) =>
      wrong(
        { ...about, name: `redis-${what}` },
        { status: severity === 'unsafe' ? 'critical' : 'warning', message, remedy },
      ),
    );
  }

  private async clock(): Promise<DoctorCheck> {
    const about = own('redis-clock', 'redis');
    await waitForRedis(this.redis, PATIENCE_MS);
    const before = Date.now();
    const [seconds, micros] = await this.redis.time();
    const skew = Number(seconds) * 1000 + Number(micros) / 1000 - (before + Date.now()) / 2;
    const apart = `${Math.round(Math.abs(skew))} ms apart from ours`;
    if (Math.abs(skew) <= MAX_SKEW_MS) return fine(about, apart);
    return wrong(about, {
      status: 'warning',
      message: apart,
      remedy: 'Synchronise the clocks (NTP) of all machines.',
    });
  }

  private async served(): Promise<DoctorCheck[]> {
    await waitForRedis(this.redis, PATIENCE_MS);
    const missing = await this.workers.missing(QUEUES);
    if (missing.length === 0) return [fine(own('workers'), `all ${QUEUES.length} queues are served`)];
    return missing.map((queue) => {
      const needed = this.config.clusters.some(({ components }) => components.some((each) => each === queue));
      const known = WEB_APPS.some((app) => app === queue) && !needed;
      if (known) return fine(own(`worker-${queue}`), `no worker serves ${queue}, and no cluster needs it`);
      return wrong(own(`worker-${queue}`), {
        status: 'critical',
        message: `no worker serves the queue ${queue}`,
        remedy: `Start ${appOf(queue)}, connected to the same Redis.`,
      });
    });
  }

  private async notifications(): Promise<DoctorCheck[]> {
    const targets = this.config.notifications;
    if (targets.length === 0)
      return [
        wrong(own('notifications'), {
          status: 'warning',
          message: 'no one is notified when something goes wrong',
          remedy: 'Configure notifications: a webhook, Slack, e-mail or a heartbeat.',
        }),
      ];
    return Promise.all(
      targets.map(async ({ name }) => {
        const about = own(`notifications-${name}`);
        const { deliveredAt, failedAt, failure } = await this.deliveries.of(name);
        const failing = failedAt !== null && (deliveredAt === null || failedAt > deliveredAt);
        if (!failing)
          return fine(about, deliveredAt === null ? 'nothing was sent yet' : `delivered at ${deliveredAt}`);
        return wrong(about, {
          status: 'warning',
          message: `the last delivery failed at ${failedAt}: ${failure ?? 'unknown'}`,
          remedy: `Check notifications[].${name}, then try it: \`holdfast notification test ${name}\`.`,
        });
      }),
    );
  }

  private access(): DoctorCheck[] {
    const warnings = accessWarnings(this.config, Date.now());
    if (warnings.length === 0) return [fine(own('access'), 'every caller must show a token or log in')];
    return warnings.map(({ message, remedy }) =>
      wrong(own('access'), { status: 'warning', message, remedy }),
    );
  }
}
