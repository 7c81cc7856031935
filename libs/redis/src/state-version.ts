import type { Redis } from 'ioredis';
import { requireReadable, SCHEMAS } from '#domain';
import { claimState } from './lua/commands.ts';

/** One for all clusters of a Redis. */
export const STATE_VERSION_KEY = '{holdfast}:schema';
const RECORD = `the state in Redis (${STATE_VERSION_KEY})`;

/**
 * The version of everything in Redis that has none of its own: schedules, retention, alerts, notes on sets, plans,
 * confirmations, identities, the audit trail, sessions, the results of deliveries, the leader's lease, the greatest number, how far the
 * history was trimmed.
 * It is stored once. A build that cannot read it uses none of that.
 */
export class StateVersion {
  constructor(private readonly redis: Redis) {}

  /**
   * Notes the version of this build, unless a newer one is noted. Idempotent.
   * @throws UnreadableRecord, and then nothing was written
   */
  async claim(): Promise<void> {
    const { version, oldest } = SCHEMAS.state;
    const noted = await claimState(this.redis, { version: STATE_VERSION_KEY }, { version, oldest });
    requireReadable('state', RECORD, noted);
  }

  /** @throws UnreadableRecord when this build must leave the state alone */
  async require(): Promise<void> {
    requireReadable('state', RECORD, await this.redis.get(STATE_VERSION_KEY));
  }

  /** The same store, each of whose methods asks `require` first. For stores whose methods return promises. */
  guard<Store extends object>(store: Store): Store {
    return new Proxy(store, {
      get: (target, name) => {
        const value: unknown = Reflect.get(target, name, target);
        if (typeof value !== 'function' || name === 'constructor') return value;
        return async (...given: unknown[]): Promise<unknown> => {
          await this.require();
          return (value as (...args: unknown[]) => unknown).apply(target, given);
        };
      },
    });
  }
}
