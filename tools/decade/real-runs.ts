import { Redis } from 'ioredis';
import { journalEntrySchema, type JournalEntry } from '#contracts';
import { fromFields, type RunWrite } from '#redis';
import type { RunRecord } from '#domain';
import { World } from '../../test/support/world.ts';

/** A run as Holdfast left it in Redis. */
export interface RealRun {
  run: RunRecord;
  /** Every field of the record. */
  fields: NonNullable<RunWrite['fields']>;
  journal: JournalEntry[];
}

export interface RealRuns {
  completed: RealRun;
  failed: RealRun;
  deletion: RealRun;
}

const CLUSTER = 'one';

/** Takes a backup that completes, one that fails and a deletion, with real processes on a simulated cluster. */
export async function takeRealRuns(): Promise<RealRuns> {
  const world = await World.create([CLUSTER]);
  const redis = new Redis(world.redis.url);
  try {
    const backUp = async (): Promise<number> => {
      const { body } = await world.api.start(CLUSTER);
      await world.api.done(CLUSTER, body.backupId);
      return body.backupId;
    };
    const [first, second] = [await backUp(), await backUp()];
    const params = { cluster: CLUSTER, id: first };
    const { number: deletion } = await world.api.read('backup.delete', { params });
    await ended(world, deletion);
    await world.fault(CLUSTER, {
      kind: 'status',
      component: 'zeebe',
      method: 'POST',
      path: '/actuator/backups',
      status: 400,
    });
    const failed = await backUp();
    return {
      completed: await read(redis, second),
      failed: await read(redis, failed),
      deletion: await read(redis, deletion),
    };
  } finally {
    redis.disconnect();
    await world.close();
  }
}

async function ended(world: World, id: number): Promise<void> {
  for (;;) {
    const { phase } = await world.api.read('deletion.show', { params: { cluster: CLUSTER, id } });
    if (phase === 'done') return;
  }
}

async function read(redis: Redis, number: number): Promise<RealRun> {
  const hash = await redis.hgetall(`{holdfast:${CLUSTER}}:run:${number}`);
  const entries = await redis.xrange(`{holdfast:${CLUSTER}}:journal:${number}`, '-', '+');
  const journal = entries.map(([, fields]) => journalEntrySchema.parse(JSON.parse(fields[1] ?? '')));
  return { run: fromFields(hash), fields: Object.entries(hash), journal };
}

/** What the record and the journal of a run take as text (bytes). */
export function sizeOf({ fields, journal }: RealRun): number {
  return JSON.stringify(fields).length + JSON.stringify(journal).length;
}
