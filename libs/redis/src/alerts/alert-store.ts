import type { Redis } from 'ioredis';
import type { Alert } from '#contracts';
import { keysOf } from '../keys.ts';

/** An alert that is raised, and whether every receiver was notified. */
export interface RaisedAlert {
  alert: Alert;
  told: boolean;
}

/** Names an alert among those of its cluster. */
export function alertKey({ kind, subject }: Pick<Alert, 'kind' | 'subject'>): string {
  return `${kind}|${subject ?? ''}`;
}

/** The field next to the alerts that holds the run whose completion was announced last. */
const COMPLETED = 'completed-run';

/** The alerts of each cluster. What is raised stays until it is cleared, across restarts; all methods are idempotent. */
export class AlertStore {
  constructor(private readonly redis: Redis) {}

  async raised(cluster: string): Promise<RaisedAlert[]> {
    const hash = await this.redis.hgetall(keysOf(cluster).alerts);
    return Object.entries(hash)
      .filter(([field]) => field !== COMPLETED)
      .map(([, text]) => JSON.parse(text) as RaisedAlert);
  }

  /** @returns false when it is raised already, and then nothing is changed */
  async raise(alert: Alert): Promise<boolean> {
    const { alerts } = keysOf(alert.cluster);
    const raised: RaisedAlert = { alert, told: false };
    return (await this.redis.hsetnx(alerts, alertKey(alert), JSON.stringify(raised))) === 1;
  }

  /** Writes an alert that is raised as it is now. */
  async update(raised: RaisedAlert): Promise<void> {
    const { alert } = raised;
    await this.redis.hset(keysOf(alert.cluster).alerts, alertKey(alert), JSON.stringify(raised));
  }

  async clear(alert: Alert): Promise<void> {
    await this.redis.hdel(keysOf(alert.cluster).alerts, alertKey(alert));
  }

  /** The run whose completion was announced last; null for none. */
  async completedRun(cluster: string): Promise<string | null> {
    return this.redis.hget(keysOf(cluster).alerts, COMPLETED);
  }

  async noteCompletedRun(cluster: string, runId: string): Promise<void> {
    await this.redis.hset(keysOf(cluster).alerts, COMPLETED, runId);
  }
}
