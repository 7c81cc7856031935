import { setTimeout as sleep } from 'node:timers/promises';
import { Redis, type RedisOptions } from 'ioredis';
import type { RedisProcess } from '../support/redis.ts';
import { AWAY_MS } from './timing.ts';

/** A Redis that runs but cannot be used: real conditions on a real server. */
export interface RedisCondition {
  readonly begin: (redis: RedisProcess) => Promise<void>;
  readonly end: (redis: RedisProcess) => Promise<void>;
}

const SNAPSHOT_TRIES = 100;
const REFUSAL_TRIES = 100;
const UNKNOWN_PASSWORD = 'that-no-process-has';

/** A server that refuses commands never counts as ready: without this check, ioredis sends the commands anyway. */
const UNREADY: RedisOptions = { enableReadyCheck: false };

async function ask(
  redis: RedisProcess,
  work: (client: Redis) => Promise<unknown>,
  options: RedisOptions = {},
): Promise<void> {
  const client = new Redis(redis.url, options);
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

/** Resolves once the connection is refused. */
async function refused(client: Redis): Promise<void> {
  for (let tries = 0; tries < REFUSAL_TRIES; tries += 1) {
    const answer = await client.ping().catch((error: Error) => error.message);
    if (answer.startsWith('BUSY')) return;
    await sleep(20);
  }
  throw new Error('no command was refused');
}

/** A script that does not end: after 1 ms every other command is refused with BUSY. */
export const BUSY: RedisCondition = {
  begin: async (redis) => {
    await ask(redis, (client) => client.config('SET', 'busy-reply-threshold', '1'));
    const client = new Redis(redis.url, { retryStrategy: null });
    client.on('error', () => undefined);
    // Ends with the script, by an error.
    void client.eval('while true do end', 0).catch(() => client.disconnect());
    await ask(redis, refused, UNREADY);
  },
  end: async (redis) => {
    await ask(redis, (client) => client.script('KILL'), UNREADY);
    await ask(redis, (client) => client.config('SET', 'busy-reply-threshold', '5000'));
  },
};

/** It wants a password that no process has: every connection ends, and new ones are refused with NOAUTH. */
export const NOAUTH: RedisCondition = {
  begin: (redis) =>
    ask(redis, async (client) => {
      await client.config('SET', 'requirepass', UNKNOWN_PASSWORD);
      await client.call('CLIENT', 'KILL', 'TYPE', 'normal', 'SKIPME', 'yes');
    }),
  end: (redis) =>
    ask(redis, (client) => client.config('SET', 'requirepass', ''), { password: UNKNOWN_PASSWORD }),
};

/** It died and loads its data: every command is refused with LOADING. */
export const LOADING: RedisCondition = {
  begin: (redis) => redis.restartLoading(AWAY_MS),
  end: (redis) => redis.loaded(),
};
