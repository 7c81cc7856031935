import type { Redis } from 'ioredis';
import { createRedis, RunStore, waitForRedis } from '#redis';
import type { RunOutcome, UnfencedRun } from '#domain';
import { provideRedis, type TestRedis } from './redis.ts';
import { anEntry, aRun } from './runs.ts';

const HOUR = 3_600_000;

/** A run that has ended, as it is to be on record. */
export interface EndedRun extends Partial<Omit<UnfencedRun, 'outcome'>> {
  number: number;
  outcome: RunOutcome;
}

/** Writes runs that have ended, each by the scripts that every run is written by. */
export class HistoryWriter {
  readonly store: RunStore;

  constructor(
    redis: Redis,
    private readonly cluster = 'prod',
  ) {
    this.store = new RunStore(redis);
  }

  /**
   * Number, set and time of a run may be given; without a time it ended two days ago, in the order of the numbers.
   * @returns its fence
   */
  async write(given: EndedRun): Promise<number> {
    const { outcome, ...over } = given;
    const { number } = given;
    const { cluster } = this;
    const requestedAt = new Date(Date.now() - 48 * HOUR + number).toISOString();
    const begun = aRun({
      cluster,
      runId: `run${number}`,
      requestedAt,
      ...over,
      finishedAt: null,
    } as UnfencedRun);
    const options = {
      holder: 'test',
      leaseMs: 30_000,
      now: new Date(),
      entry: anEntry(`run ${number} accepted`),
    };
    const fence = await this.store.begin(begun, options);
    const finishedAt = over.finishedAt ?? requestedAt;
    await this.store.write(
      { cluster, kind: begun.kind, number, runId: begun.runId, fence },
      {
        fields: [
          ['phase', 'done'],
          ['outcome', outcome],
          ['finishedAt', finishedAt],
        ],
        entries: [anEntry(`run ${number} ended`)],
        release: true,
      },
    );
    return fence;
  }

  /** Runs that nothing needs, so that those before them are beyond the bounds. */
  async fill(from: number, count: number): Promise<void> {
    for (let number = from; number < from + count; number += 1)
      await this.write({ number, outcome: 'rejected' });
  }
}

export interface HistoryRedis {
  server: TestRedis;
  redis: Redis;
}

export async function historyRedis(): Promise<HistoryRedis> {
  const server = await provideRedis();
  return { server, redis: await clientOf(server.url) };
}

/** A connection of its own, as another process has it. */
export async function clientOf(url: string): Promise<Redis> {
  const redis = createRedis({ url }, () => undefined);
  await waitForRedis(redis, 60_000);
  return redis;
}
