import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Redis } from 'ioredis';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { QUEUES, type Manifest } from '#contracts';
import { STATE_VERSION_KEY } from '#redis';
import { SCHEMAS } from '#domain';
import { PATIENCE_SECONDS } from '../support/patience.ts';
import { valueOf } from '../support/redis-dump.ts';
import { World } from '../support/world.ts';

/** Everything in Redis, by the version that it has. A key that is in neither list has none: give it one. */
const WITH_A_VERSION = { run: /^\{holdfast:a\}:run:\d+$/, pause: /^\{holdfast:a\}:pause-intent$/ };
/** What belongs to a run, and has the version of its record. */
const OF_A_RUN = /^\{holdfast:a\}:(lock|fence|runs|journal:\d+)$/;
/** Has the version that is stored once. */
const STATE =
  /^(\{holdfast:a\}:(last-id|known|identity|set-notes|confirmations|plans?|plan:\d+|alerts|acknowledgements|silences|retention|retention-wanted|schedule:.+|schedule-slots:.+)|\{holdfast\}:(schema|audit|audit:nobody|session:.+|login:.+|notifications|processes)|\{holdfast-leader:coordinator\}:(lease|fence))$/;
/** Written by a health check for a minute, and read by nothing. */
const UNREAD = /^\{holdfast\}:probe:/;
const QUEUE = new RegExp(`^\\{holdfast\\}:(${QUEUES.join('|')}):`);

let world: World;
let redis: Redis;
beforeAll(async () => {
  world = await World.create(['a'], {
    config: { notifications: [{ name: 'ops', webhook: { url: 'http://127.0.0.1:9/' } }] },
    more: () => ({
      schedules: [{ name: 'yearly', cron: '0 0 1 1 *', timezone: 'UTC' }],
      retention: { keepLast: 3, minComplete: 1 },
    }),
  });
  redis = new Redis(world.redis.url);
  const { api } = world;
  const { body } = await api.start('a');
  // The pause on record is only there for a moment.
  await api.done('a', body.backupId);
  await api.post(`/api/v1/clusters/a/backups/${body.backupId}/keep`);
  await api.post(`/api/v1/clusters/a/backups/${body.backupId}/verify`);
  await api.post('/api/v1/notifications/ops/test');
  await api.call('/health/ready');
});
afterAll(async () => {
  redis.disconnect();
  await world.close();
});

async function payloads(): Promise<Record<string, unknown>> {
  const keys = (await redis.keys('*')).filter((key) => QUEUE.test(key));
  const found = await Promise.all(
    keys.map(async (key) => {
      const value = await valueOf(redis, key);
      const data = (value as { data?: string } | null)?.data;
      return data === undefined ? [] : [[key, JSON.parse(data) as unknown] as const];
    }),
  );
  return Object.fromEntries(found.flat());
}

describe('everything that Holdfast stores', () => {
  it('in Redis has its own version, that of its run, or that of the state', async () => {
    const unknown = (await redis.keys('*')).filter(
      (key) =>
        ![...Object.values(WITH_A_VERSION), OF_A_RUN, STATE, UNREAD, QUEUE].some((each) => each.test(key)),
    );
    expect(unknown).toEqual([]);
    expect(await redis.get(STATE_VERSION_KEY)).toBe(String(SCHEMAS.state.version));
    const runs = (await redis.keys('*')).filter((key) => WITH_A_VERSION.run.test(key));
    expect(runs).toHaveLength(1);
    expect(await redis.hget(runs[0]!, 'schemaVersion')).toBe(String(SCHEMAS.run.version));
  });

  it('in a queue has one: every job, and every job scheduler', async () => {
    const queued = async (part: string): Promise<boolean> =>
      Object.keys(await payloads()).some((key) => key.includes(part));
    // The leader makes the scheduler at its next look.
    for (let tries = 0; tries < PATIENCE_SECONDS * 10 && !(await queued(':schedules:')); tries += 1)
      await new Promise((resolve) => setTimeout(resolve, 100));
    const all = await payloads();
    for (const part of ['-preflight', '-pause-exporting', '-finalize', ':notifications:', ':schedules:'])
      expect(Object.keys(all)).toContainEqual(expect.stringContaining(part));
    for (const [key, data] of Object.entries(all))
      expect({ key, data }).toEqual({
        key,
        data: expect.objectContaining({ schemaVersion: SCHEMAS.job.version }),
      });
  });

  it('in a snapshot has one, and so has the manifest', async () => {
    const snapshots = Object.values(world.simulator.inspect('a').state.elasticsearch.snapshots).flat();
    const ours = snapshots.flatMap(
      ({ metadata }) => (metadata as { holdfast?: object } | null)?.holdfast ?? [],
    );
    expect(ours).toHaveLength(2);
    for (const holdfast of ours) expect(holdfast).toMatchObject({ schemaVersion: SCHEMAS.snapshot.version });
    const [run] = await redis.zrange('{holdfast:a}:runs', 0, 0);
    const { body } = await world.api.call<Manifest>(`/api/v1/clusters/a/backups/${run}/manifest`);
    expect(body.schemaVersion).toBe(SCHEMAS.snapshot.version);
  });

  it('in a file has one', () => {
    const directory = dirname(world.holdfast.configPath);
    const files = readdirSync(directory).filter((name) => !/\.(yaml|log)$/.test(name));
    expect(files).toEqual([expect.stringMatching(/^pause-/)]);
    expect(JSON.parse(readFileSync(join(directory, files[0]!), 'utf8'))).toMatchObject({
      schemaVersion: SCHEMAS.pause.version,
    });
  });
});
