import type { Redis } from 'ioredis';
import { isInStep, RedisProcess } from '../support/redis.ts';
import { until } from '../support/until.ts';

/** Starts a server that follows this one, and has everything that it has. */
export async function startReplica(primary: RedisProcess): Promise<RedisProcess> {
  // In step at once, not after five seconds.
  await primary.ask((redis) => redis.config('SET', 'repl-diskless-sync-delay', '0'));
  const replica = await RedisProcess.create();
  await replica.ask((redis) => redis.replicaof('127.0.0.1', primary.port));
  await until('the replica follows', async () =>
    isInStep(await replica.ask((redis) => redis.info('replication'))),
  );
  return replica;
}

/** Resolves once the replica has everything that was written before. */
export async function caughtUp(replica: RedisProcess, primary: RedisProcess): Promise<void> {
  const wanted = await primary.ask((redis) => offset(redis, 'master_repl_offset'));
  await until('the replica has what was written', () =>
    replica.ask(async (redis) => (await offset(redis, 'slave_repl_offset')) >= wanted),
  );
}

async function offset(redis: Redis, field: string): Promise<number> {
  return Number(new RegExp(`${field}:(\\d+)`).exec(await redis.info('replication'))?.[1]);
}

/** From now on it has its own data, and takes writes. */
export async function promote(replica: RedisProcess): Promise<void> {
  await replica.ask((redis) => redis.replicaof('NO', 'ONE'));
}

/** It keeps its connections and refuses writes. */
export async function demote(former: RedisProcess, primary: RedisProcess): Promise<void> {
  await former.ask((redis) => redis.replicaof('127.0.0.1', primary.port));
}
