import type { Redis } from 'ioredis';
import type { Acknowledgement, Alert } from '#contracts';
import { keysOf } from '../keys.ts';

/** An alert that is raised, and whether every receiver was notified. */
export interface RaisedAlert {
  alert: Alert;
  told: boolean;
}

/** An acknowledgement is of the alert that was raised then, and of no later one of the same name. */
interface Noted {
  since: string;
  acknowledgement: Acknowledgement;
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
    const { alerts, acknowledgements } = keysOf(alert.cluster);
    await this.redis.multi().hdel(alerts, alertKey(alert)).hdel(acknowledgements, alertKey(alert)).exec();
  }

  /** Notes who deals with an alert, and replaces an earlier note. One that is raised again has none. */
  async acknowledge(alert: Alert, acknowledgement: Acknowledgement): Promise<void> {
    const noted: Noted = { since: alert.since, acknowledgement };
    await this.redis.hset(keysOf(alert.cluster).acknowledgements, alertKey(alert), JSON.stringify(noted));
  }

  /** Who deals with each alert of a cluster; null for one that no person acknowledged. */
  async acknowledgements(cluster: string): Promise<(alert: Alert) => Acknowledgement | null> {
    const hash = await this.redis.hgetall(keysOf(cluster).acknowledgements);
    return (alert) => {
      const text = hash[alertKey(alert)];
      const noted = text === undefined ? null : (JSON.parse(text) as Noted);
      return noted?.since === alert.since ? noted.acknowledgement : null;
    };
  }

  /** The run whose completion was announced last; null for none. */
  async completedRun(cluster: string): Promise<string | null> {
    return this.redis.hget(keysOf(cluster).alerts, COMPLETED);
  }

  async noteCompletedRun(cluster: string, runId: string): Promise<void> {
    await this.redis.hset(keysOf(cluster).alerts, COMPLETED, runId);
  }
}
