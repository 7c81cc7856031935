import type { Redis } from 'ioredis';
import { keysOf } from '../keys.ts';

/** What Redis knows of the identity of a cluster; null for what it does not. */
export interface KnownIdentity {
  /** Random id of the cluster in this installation; its owner marker carries it. */
  installation: string | null;
  /** `cluster_uuid` of the engine at the last backup. */
  engine: string | null;
}

/** Who the clusters of this installation are. Found again from the owner marker when Redis lost its data. */
export class IdentityStore {
  constructor(private readonly redis: Redis) {}

  async find(cluster: string): Promise<KnownIdentity> {
    const [installation = null, engine = null] = await this.redis.hmget(
      keysOf(cluster).identity,
      'installation',
      'engine',
    );
    return { installation, engine };
  }

  /**
   * Keeps the id unless the cluster has one. Idempotent.
   * @returns the id that the cluster has now
   */
  async claim(cluster: string, installation: string): Promise<string> {
    const key = keysOf(cluster).identity;
    await this.redis.hsetnx(key, 'installation', installation);
    return (await this.redis.hget(key, 'installation')) ?? installation;
  }

  /** Idempotent. */
  async seen(cluster: string, engine: string): Promise<void> {
    await this.redis.hset(keysOf(cluster).identity, 'engine', engine);
  }
}
