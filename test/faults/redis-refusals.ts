import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import type { RedisProcess } from '../support/redis.ts';

/** A Redis that is there and of no use; real conditions on a real server. */
export interface RedisCondition {
  readonly begin: (redis: RedisProcess) => Promise<void>;
  readonly end: (redis: RedisProcess) => Promise<void>;
}

const SNAPSHOT_TRIES = 100;

async function ask(redis: RedisProcess, work: (client: Redis) => Promise<unknown>): Promise<void> {
  const client = new Redis(redis.url);
  try {
    await work(client);
  } finally {
    client.disconnect();
  }
}

const setting = (name: string, bad: string, good: string): RedisCondition => ({
  begin: (redis) => ask(redis, (client) => client.config('SET', name, bad)),
  end: (redis) => ask(redis, (client) => client.config('SET', name, good)),
});

/** A directory has the name of the file that it would write. */
async function failSnapshot(client: Redis): Promise<void> {
  await client.config('SET', 'stop-writes-on-bgsave-error', 'yes');
  await client.config('SET', 'save', '3600 1');
  await client.bgsave().catch(() => undefined);
  for (let tries = 0; tries < SNAPSHOT_TRIES; tries += 1) {
    if ((await client.info('persistence')).includes('rdb_last_bgsave_status:err')) return;
    await sleep(20);
  }
  throw new Error('the snapshot did not fail');
}

/** It becomes a replica of a server that does not exist: it answers reads, and refuses writes. */
export const READONLY: RedisCondition = {
  begin: (redis) => ask(redis, (client) => client.replicaof('127.0.0.1', 1)),
  end: (redis) => ask(redis, (client) => client.replicaof('NO', 'ONE')),
};

export const OOM: RedisCondition = setting('maxmemory', '100kb', '0');

export const MISCONF: RedisCondition = {
  begin: async (redis) => {
    await redis.blockSnapshots();
    await ask(redis, failSnapshot);
  },
  // Without `save`: a server that cannot write its snapshot does not end either.
  end: (redis) =>
    ask(redis, async (client) => {
      await client.config('SET', 'stop-writes-on-bgsave-error', 'no');
      await client.config('SET', 'save', '');
    }),
};

/** It accepts connections and answers nothing. */
export const HANG: RedisCondition = {
  begin: (redis) => Promise.resolve(redis.freeze()),
  end: (redis) => Promise.resolve(redis.thaw()),
};
