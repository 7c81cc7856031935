import type { Redis } from 'ioredis';
import type { JournalEntry, JournalEvent, Lock } from '#contracts';
import { UnreadableRecord, type RunKind, type RunName, type RunRecord, type UnfencedRun } from '#domain';
import { BackupIdTaken, ClusterBusy, FencedOut, IllegalTransition, SlotTaken } from '../locks/busy.error.ts';
import { keysOf } from '../keys.ts';
import { beginRun, dropPause, raiseLastId, requestCancel, writeRun } from '../lua/commands.ts';
import { NO_OBSERVER, type CoordinationObserver } from './observer.ts';
import { pauseText, readPause, unreadablePause, type PauseIntent } from './pause-intent.ts';
import { readOrRefuse, readRun, TELLING_FIELDS, unreadableRun } from './read-run.ts';
import { CONFIGURATION_FIELD, PLACE_FIELD, toFields } from './run-fields.ts';
import { claimArgument, type SlotClaim } from '../schedules/schedule-state.ts';
import { StateVersion } from '../state-version.ts';
import { wholeRecord, type WholeRecord } from './whole-record.ts';

/** Which run a process acts for. The fence proves that it still may. */
export interface RunReference extends RunName {
  cluster: string;
  runId: string;
  fence: number;
}

/** One change of a run record. Everything in it happens together or not at all. */
export interface RunWrite {
  /** Fields and the values they may have now; `''` is a field that is not there. */
  guards?: [field: string, allowed: readonly string[]][];
  fields?: [field: string, value: string][];
  entries?: JournalEntry[];
  /** Gives the lock back in the same write. */
  release?: boolean;
  /** Writes or clears the cluster's pause intent in the same write. */
  intent?: 'keep' | 'clear' | PauseIntent;
}

interface BeginOptions {
  holder: string;
  leaseMs: number;
  now: Date;
  entry: JournalEntry;
  /** The fingerprint of the cluster's configuration. */
  configuration?: string | undefined;
  /** Where exporting of the cluster is paused and resumed. */
  place?: string | undefined;
  /** The planned time of a schedule that the run starts for. */
  claim?: SlotClaim | undefined;
}

/** Run records, journals and pause intents in Redis. The only truth that readers use. */
export class RunStore {
  private readonly state: StateVersion;

  constructor(
    private readonly redis: Redis,
    private readonly observer: CoordinationObserver = NO_OBSERVER,
  ) {
    this.state = new StateVersion(redis);
  }

  /**
   * Takes the cluster's lock for a new run and records it, in one step.
   * @returns the run's fence
   * @throws ClusterBusy when another run holds the lock or has not ended, BackupIdTaken when the id is not above the last
   *   one, SlotTaken when the claim does not hold, UnreadableRecord when this build cannot read the last run or the state
   */
  async begin(run: UnfencedRun, options: BeginOptions): Promise<number> {
    await this.state.require();
    const { lock, fence, lastId, runs, ...keys } = keysOf(run.cluster);
    const { holder, leaseMs, claim, now, configuration, place } = options;
    const { runId, number, kind } = run;
    const slot = claim
      ? { schedule: keys.schedule(claim.schedule), slots: keys.scheduleSlots(claim.schedule) }
      : {};
    const answer = await beginRun(
      this.redis,
      {
        ...{ lock, fence, lastId, runs, run: keys.run(number), journal: keys.journal(number) },
        ...slot,
      },
      {
        ...{ holder, leaseMs, runId, number, kind, now: now.toISOString() },
        entry: JSON.stringify(options.entry),
        claim: claim ? claimArgument(claim, run.setId, now) : '',
      },
      [
        ...toFields(run),
        ...(configuration === undefined ? [] : [[CONFIGURATION_FIELD, configuration]]),
        ...(place === undefined ? [] : [[PLACE_FIELD, place]]),
      ].flat(),
    );
    if (answer[0] === 'UNREADABLE') throw unreadableRun({ ...run, number: answer[1] }, answer[2]);
    if (answer[0] === 'TAKEN') throw new SlotTaken(run.cluster, claim?.schedule ?? '');
    if (answer[0] === 'BUSY') {
      const [, leftMs, ...held] = answer;
      this.observer.lockAsked(run.cluster, 'busy');
      throw new ClusterBusy(run.cluster, lockFrom(held, leftMs));
    }
    if (answer[0] === 'ID') throw new BackupIdTaken(answer[1]);
    this.observer.lockAsked(run.cluster, 'acquired');
    this.observer.written(run, [options.entry]);
    return answer[1];
  }

  /**
   * @throws FencedOut when the run no longer holds the lock, IllegalTransition when a guard does not hold, UnreadableRecord
   *   when this build cannot read the run, or the pause that it would replace
   */
  async write(run: RunReference, write: RunWrite): Promise<void> {
    const { lock, fence, pauseIntent, ...keys } = keysOf(run.cluster);
    const intent = write.intent ?? 'keep';
    const options = {
      guards: write.guards ?? [],
      fields: write.fields ?? [],
      entries: (write.entries ?? []).map((entry) => JSON.stringify(entry)),
      release: write.release ?? false,
      intent: typeof intent === 'string' ? intent : pauseText(intent),
    };
    const [verdict, field, value] = await writeRun(
      this.redis,
      { lock, fence, pauseIntent, run: keys.run(run.number), journal: keys.journal(run.number) },
      { runId: run.runId, fence: run.fence, options: JSON.stringify(options) },
    );
    if (verdict === 'UNREADABLE')
      throw field === 'pause' ? unreadablePause(run.cluster, value) : unreadableRun(run, value);
    if (verdict === 'ILLEGAL') throw new IllegalTransition(field, value);
    if (verdict !== 'OK') {
      this.observer.fencedOut(run.cluster);
      throw new FencedOut(run.runId, run.fence);
    }
    this.observer.written(run, write.entries ?? []);
  }

  /** @throws UnreadableRecord */
  async find(cluster: string, number: number): Promise<RunRecord | null> {
    return readRun(cluster, number, await this.redis.hgetall(keysOf(cluster).run(number)));
  }

  /** A run with all of its fields, and the pause of its cluster; one round trip. @throws UnreadableRecord */
  async whole(cluster: string, number: number): Promise<WholeRecord> {
    const keys = keysOf(cluster);
    // Not MULTI: a Redis that is out of memory refuses it, although it only reads.
    const stored = [this.redis.hgetall(keys.run(number)), this.redis.get(keys.pauseIntent)] as const;
    const [hash, pause] = await Promise.all(stored);
    return wholeRecord({ cluster, number }, { hash, pause });
  }

  /** One field of a run record that readers do not see, such as a step's memory; null when it is not there. */
  async field(cluster: string, number: number, name: string): Promise<string | null> {
    return this.redis.hget(keysOf(cluster).run(number), name);
  }

  /**
   * Runs of a cluster of every kind, newest number first; two round trips for the page. `below` is exclusive. Runs that this
   * build cannot read are left out.
   */
  async list(cluster: string, page: { limit: number; below?: number }): Promise<RunRecord[]> {
    const keys = keysOf(cluster);
    const max = page.below === undefined ? '+inf' : `(${page.below}`;
    const ids = await this.redis.zrevrangebyscore(keys.runs, max, '-inf', 'LIMIT', 0, page.limit);
    const runs = (await this.findMany(cluster, ids.map(Number))).filter((run) => run !== null);
    const last = Number(ids.at(-1));
    // What was left out must not look like the end of the list.
    return ids.length < page.limit || runs.length === ids.length
      ? runs
      : [...runs, ...(await this.list(cluster, { limit: page.limit - runs.length, below: last }))];
  }

  /** In the order of the numbers, null where there is no record that this build can read; one round trip. */
  async findMany(cluster: string, numbers: readonly number[]): Promise<(RunRecord | null)[]> {
    const pipeline = this.redis.pipeline();
    for (const number of numbers) pipeline.hgetall(keysOf(cluster).run(number));
    const replies = (await pipeline.exec()) ?? [];
    return replies.map(([error, reply], index) => {
      if (error) throw error;
      const run = readOrRefuse(cluster, numbers[index] ?? 0, reply as Record<string, string>);
      return run instanceof UnreadableRecord ? null : run;
    });
  }

  /** Which of these runs this build cannot read; one round trip, of a few fields. */
  async unreadable(cluster: string, numbers: readonly number[]): Promise<Map<number, UnreadableRecord>> {
    const pipeline = this.redis.pipeline();
    for (const number of numbers) pipeline.hmget(keysOf(cluster).run(number), ...TELLING_FIELDS);
    const replies = (await pipeline.exec()) ?? [];
    const refusals = replies.map(([error, reply], index) => {
      if (error) throw error;
      const values = reply as (string | null)[];
      const known = TELLING_FIELDS.flatMap((name, at) => (values[at] == null ? [] : [[name, values[at]]]));
      return readOrRefuse(cluster, numbers[index] ?? 0, Object.fromEntries(known) as Record<string, string>);
    });
    return new Map(
      refusals.flatMap((refusal, index) =>
        refusal instanceof UnreadableRecord ? [[numbers[index] ?? 0, refusal] as const] : [],
      ),
    );
  }

  /**
   * For what decides by the newest run, and must not take the one before it for it.
   * @throws UnreadableRecord when this build cannot read the newest run
   */
  async requireNewest(cluster: string): Promise<void> {
    const [newest] = await this.redis.zrevrange(keysOf(cluster).runs, 0, 0);
    if (newest !== undefined) await this.find(cluster, Number(newest));
  }

  /** Numbers of the runs of a cluster, of every kind, greatest first: of all, or of the newest. */
  async numbers(cluster: string, most?: number): Promise<number[]> {
    return (await this.redis.zrevrange(keysOf(cluster).runs, 0, (most ?? 0) - 1)).map(Number);
  }

  /** The same, of those up to a number: of all where it is null. */
  async numbersUpTo(cluster: string, number: number | null, most: number): Promise<number[]> {
    const max = number === null ? '+inf' : String(number);
    const found = await this.redis.zrevrangebyscore(keysOf(cluster).runs, max, '-inf', 'LIMIT', 0, most);
    return found.map(Number);
  }

  /** Greatest id that Holdfast itself gave out on this cluster; 0 for none. @throws UnreadableRecord */
  async lastId(cluster: string): Promise<number> {
    await this.state.require();
    return Number((await this.redis.get(keysOf(cluster).lastId)) ?? '0');
  }

  /** The fence given out last on this cluster; 0 for none. */
  async fence(cluster: string): Promise<number> {
    return Number((await this.redis.get(keysOf(cluster).fence)) ?? '0');
  }

  async lock(cluster: string): Promise<Lock | null> {
    const key = keysOf(cluster).lock;
    // Not MULTI: a Redis that is out of memory refuses it, although it only reads.
    const replies = await this.redis.pipeline().hgetall(key).pttl(key).exec();
    const error = replies?.find(([trouble]) => trouble)?.[0];
    if (error) throw error;
    const hash = (replies?.[0]?.[1] ?? {}) as Record<string, string>;
    return hash.runId === undefined
      ? null
      : lockFrom(Object.entries(hash).flat(), Number(replies?.[1]?.[1] ?? 0));
  }

  /**
   * The kind of the run that is under way or holds the lock; null for none. The lock of a run whose record is lost counts as a
   * backup's. Only a look: `begin` decides.
   */
  async busyWith(cluster: string): Promise<RunKind | null> {
    const lock = await this.lock(cluster);
    const [newest] = await this.list(cluster, { limit: 1 });
    if (newest && newest.phase !== 'done') return newest.kind;
    return lock ? (newest?.kind ?? 'backup') : null;
  }

  /** @throws UnreadableRecord */
  async pauseIntent(cluster: string): Promise<PauseIntent | null> {
    const text = await this.redis.get(keysOf(cluster).pauseIntent);
    return text === null ? null : readPause(cluster, text);
  }

  /**
   * Takes the pause of a run that has ended off the record, once all of it was lifted. Idempotent.
   * @returns false when none is on record, or it is that of an open run
   * @throws UnreadableRecord when this build cannot read it, or its run
   */
  async dropEndedPause(cluster: string): Promise<boolean> {
    const text = await this.redis.get(keysOf(cluster).pauseIntent);
    if (text === null) return false;
    const { number, runId } = readPause(cluster, text);
    const run = await this.find(cluster, number);
    if (run?.runId === runId && run.phase !== 'done') return false;
    return dropPause(this.redis, { pauseIntent: keysOf(cluster).pauseIntent }, { text });
  }

  /** Idempotent. The steps of the run see it at their next look. @throws UnreadableRecord */
  async requestCancel(
    cluster: string,
    number: number,
    entry: JournalEntry,
  ): Promise<'OK' | 'ALREADY' | 'DONE' | 'MISSING'> {
    const keys = keysOf(cluster);
    const answer = await requestCancel(
      this.redis,
      { run: keys.run(number), journal: keys.journal(number) },
      { now: entry.at, entry: JSON.stringify(entry) },
    );
    if (Array.isArray(answer)) throw unreadableRun({ cluster, number }, answer[1]);
    return answer;
  }

  /** Whether Redis has known this cluster since it last lost its data. */
  async isKnown(cluster: string): Promise<boolean> {
    return (await this.redis.exists(keysOf(cluster).known)) === 1;
  }

  /** Since when Redis has known this cluster (RFC 3339); null when it does not. */
  async knownSince(cluster: string): Promise<string | null> {
    return this.redis.get(keysOf(cluster).known);
  }

  /** @throws UnreadableRecord */
  async markKnown(cluster: string): Promise<void> {
    await this.state.require();
    await this.redis.set(keysOf(cluster).known, new Date().toISOString());
  }

  /**
   * Lets no number up to this one be given out from now on. Idempotent; a lower one than before changes nothing.
   * @returns false while a run is open, or one that this build cannot read is the last: call it again later
   * @throws UnreadableRecord when this build cannot read the state
   */
  async raiseLastId(cluster: string, id: number): Promise<boolean> {
    await this.state.require();
    const keys = keysOf(cluster);
    return raiseLastId(this.redis, { lastId: keys.lastId, run: keys.run(id) }, { id });
  }

  /** Journal entries after a stream id (exclusive; `0` for all), oldest first, at most `limit`. */
  async journal(
    cluster: string,
    number: number,
    page: { after: string; limit: number },
  ): Promise<JournalEvent[]> {
    const key = keysOf(cluster).journal(number);
    const entries = await this.redis.xrange(key, `(${page.after}`, '+', 'COUNT', page.limit);
    return entries.map(([id, fields]) => ({ ...(JSON.parse(fields[1] ?? '{}') as JournalEntry), id }));
  }
}

function lockFrom(flat: string[], leaseMs: number): Lock {
  const value = (name: string): string => flat[flat.indexOf(name) + 1] ?? '';
  return {
    runId: value('runId'),
    kind: value('kind') as Lock['kind'],
    number: Number(value('number')),
    holder: value('holder'),
    fence: Number(value('fence')),
    acquiredAt: value('acquiredAt'),
    leaseMs: Math.max(leaseMs, 0),
  };
}
