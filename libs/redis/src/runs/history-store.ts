import type { Redis } from 'ioredis';
import type { JournalEntry, JournalEvent } from '#contracts';
import { UnreadableRecord, type RunOutline, type RunRecord } from '#domain';
import { keysOf } from '../keys.ts';
import { trimRun } from '../lua/commands.ts';
import { readOrRefuse, TELLING_FIELDS, unreadableRun } from './read-run.ts';
import { noteFieldsOf } from './set-notes.ts';

const OUTLINE_FIELDS = [...TELLING_FIELDS, 'setId', 'runId', 'phase', 'outcome', 'finishedAt', 'requestedAt'];

/** An entry of the index of runs: what is read of its run, or why it is not. */
export interface IndexedRun {
  number: number;
  /** Null where this build cannot read the run, or there is no record of it. */
  outline: (RunOutline & { requestedAt: string }) | null;
  unreadable: UnreadableRecord | null;
}

/** How far the history of a cluster was trimmed. */
export interface Trimmed {
  /** The greatest number whose run was removed. Of the smaller ones, those that something needed are still there. */
  upTo: number;
  /** How many were removed so far. */
  runs: number;
  /** RFC 3339. */
  at: string;
}

/** A run with its journal, as they were at one moment. */
export interface WholeRun {
  run: RunRecord;
  journal: JournalEvent[];
}

/** The history of each cluster as a whole: what it holds, oldest first, and the removal of what is no longer kept. */
export class HistoryStore {
  constructor(private readonly redis: Redis) {}

  /** How many runs are on record. */
  async size(cluster: string): Promise<number> {
    return this.redis.zcard(keysOf(cluster).runs);
  }

  /** Runs above a number, smallest number first, at most `limit`; two round trips. */
  async above(cluster: string, number: number, limit: number): Promise<IndexedRun[]> {
    const { runs } = keysOf(cluster);
    const found = await this.redis.zrangebyscore(runs, `(${number}`, '+inf', 'LIMIT', 0, limit);
    return this.outlines(cluster, found.map(Number));
  }

  /** Which of these runs are on record, also where this build cannot read them; one round trip. */
  async recorded(cluster: string, numbers: readonly number[]): Promise<Set<number>> {
    const pipeline = this.redis.pipeline();
    for (const number of numbers) pipeline.exists(keysOf(cluster).run(number));
    const found = resultsOf(await pipeline.exec());
    return new Set(numbers.filter((_, index) => found[index] === 1));
  }

  /**
   * Removes one run that has ended, and everything that is keyed by it. Idempotent, all or nothing.
   * @param given `runId` as it was read, null where there was no record; whether the notes of its set go as well; fields of
   *   what people confirmed
   * @returns `kept` with the reason where the script sees that the run must stay
   * @throws UnreadableRecord
   */
  async trim(
    cluster: string,
    number: number,
    given: { runId: string | null; notesOf: number | null; confirmations: readonly string[]; now: Date },
  ): Promise<'trimmed' | 'gone' | { kept: string }> {
    const keys = keysOf(cluster);
    const { runId, notesOf, confirmations, now } = given;
    const [verdict, why] = await trimRun(
      this.redis,
      { ...keys, run: keys.run(number), journal: keys.journal(number) },
      {
        ...{ runId: runId ?? '', number, now: now.toISOString() },
        fields: JSON.stringify({ notes: notesOf === null ? [] : noteFieldsOf(notesOf), confirmations }),
      },
    );
    if (verdict === 'UNREADABLE') throw unreadableRun({ cluster, number }, why);
    if (verdict === 'KEPT') return { kept: why };
    return verdict === 'TRIMMED' ? 'trimmed' : 'gone';
  }

  /** Null where nothing was trimmed yet. */
  async trimmed(cluster: string): Promise<Trimmed | null> {
    const { upTo, runs = '0', at = '' } = await this.redis.hgetall(keysOf(cluster).trimmed);
    return upTo === undefined ? null : { upTo: Number(upTo), runs: Number(runs), at };
  }

  /**
   * A run with all of its journal. Nothing else of the history is in memory meanwhile.
   * @returns null where it is not on record, also when it was trimmed while it was read
   * @throws UnreadableRecord
   */
  async whole(cluster: string, number: number): Promise<WholeRun | null> {
    const keys = keysOf(cluster);
    // At one moment, so that no record comes without its journal.
    const replies = await this.redis
      .multi()
      .hgetall(keys.run(number))
      .xrange(keys.journal(number), '-', '+')
      .exec();
    const [hash, entries] = resultsOf(replies) as [Record<string, string>, [string, string[]][]];
    const run = readOrRefuse(cluster, number, hash);
    if (run instanceof UnreadableRecord) throw run;
    if (run === null) return null;
    const journal = entries.map(([id, fields]) => ({
      ...(JSON.parse(fields[1] ?? '{}') as JournalEntry),
      id,
    }));
    return { run, journal };
  }

  private async outlines(cluster: string, numbers: readonly number[]): Promise<IndexedRun[]> {
    const pipeline = this.redis.pipeline();
    for (const number of numbers) pipeline.hmget(keysOf(cluster).run(number), ...OUTLINE_FIELDS);
    const replies = resultsOf(await pipeline.exec()) as (string | null)[][];
    return numbers.map((number, index) => indexed(cluster, number, replies[index] ?? []));
  }
}

function indexed(cluster: string, number: number, values: readonly (string | null)[]): IndexedRun {
  const known = OUTLINE_FIELDS.flatMap((name, at) => {
    const value = values[at];
    return value == null ? [] : [[name, value] as const];
  });
  const run = readOrRefuse(cluster, number, Object.fromEntries(known));
  if (run instanceof UnreadableRecord) return { number, outline: null, unreadable: run };
  return { number, outline: run, unreadable: null };
}

function resultsOf(replies: [Error | null, unknown][] | null): unknown[] {
  return (replies ?? []).map(([error, reply]) => {
    if (error) throw error;
    return reply;
  });
}
