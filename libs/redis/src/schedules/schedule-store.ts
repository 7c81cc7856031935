import type { Redis } from 'ioredis';
import type { SlotResult } from '#domain';
import { keysOf } from '../keys.ts';
import { beginSchedule, noteOutcome, recordSlots } from '../lua/commands.ts';
import {
  SLOTS_KEPT,
  stateFrom,
  type ScheduleState,
  type StoredPause,
  type StoredSlot,
} from './schedule-state.ts';

/** What became of planned times, to be written in one go. */
export interface SlotRecord {
  /** Everything planned up to here is decided by it (ms since the epoch). */
  cursor: number;
  /** The planned time that waits afterwards; null for none. */
  buffered: number | null;
  slots: StoredSlot[];
  counts: Partial<Record<SlotResult, number>>;
}

/** How a run of a schedule ended, and what follows from it. */
export interface OutcomeNote {
  backupId: number;
  slot: StoredSlot | null;
  failures: number;
  /** Set where the schedule pauses itself. */
  pause: StoredPause | null;
  /** What retention is to run for; null where it is not. */
  retentionFor: string | null;
  /** The planned time that is to begin again, unless another one waits already (ms since the epoch); null for none. */
  again: number | null;
}

/** Schedules in Redis: what was decided, what waits, what is paused. Lost with its data, and then nothing is replayed. */
export class ScheduleStore {
  constructor(private readonly redis: Redis) {}

  /** Null where Redis does not know the schedule. */
  async find(cluster: string, name: string): Promise<ScheduleState | null> {
    return stateFrom(await this.redis.hgetall(keysOf(cluster).schedule(name)));
  }

  /** What became of the newest planned times, newest first. */
  async slots(cluster: string, name: string): Promise<StoredSlot[]> {
    const values = await this.redis.hvals(keysOf(cluster).scheduleSlots(name));
    const slots = values.map((text) => JSON.parse(text) as StoredSlot);
    return slots.sort((a, b) => Date.parse(b.plannedAt) - Date.parse(a.plannedAt));
  }

  /** Null where there is none of that field, or it was forgotten. */
  async slot(cluster: string, name: string, field: string): Promise<StoredSlot | null> {
    const text = await this.redis.hget(keysOf(cluster).scheduleSlots(name), field);
    return text === null ? null : (JSON.parse(text) as StoredSlot);
  }

  /**
   * Lets a schedule begin at a time: what was planned before it is none of its business. Its pause and its counts stay, and
   * what was decided up to a later time stays decided.
   * @param state as it was read
   * @param spec pattern and time zone; what was decided for others means nothing to it
   * @returns false when something has changed since `state` was read: look again
   */
  async begin(
    cluster: string,
    name: string,
    { state, spec, at }: { state: ScheduleState | null; spec: string; at: number },
  ): Promise<boolean> {
    return beginSchedule(
      this.redis,
      { schedule: keysOf(cluster).schedule(name) },
      { specBefore: state?.spec ?? '', cursorBefore: state?.raw.cursor ?? '', spec, cursor: at },
    );
  }

  /** Forgets where a schedule stood that is configured no more. Idempotent. */
  async end(cluster: string, name: string): Promise<void> {
    await this.redis.hdel(keysOf(cluster).schedule(name), 'spec', 'cursor', 'buffered');
  }

  /** @returns false when something has changed since `state` was read: decide again */
  async record(
    cluster: string,
    name: string,
    given: { state: ScheduleState; write: SlotRecord },
  ): Promise<boolean> {
    const keys = keysOf(cluster);
    const { state, write } = given;
    const options = {
      expect: state.raw,
      cursor: String(write.cursor),
      buffered: write.buffered === null ? '' : String(write.buffered),
      slots: write.slots.map((slot) => [String(Date.parse(slot.plannedAt)), JSON.stringify(slot)]),
      counts: Object.entries(write.counts),
      keep: SLOTS_KEPT,
    };
    return recordSlots(
      this.redis,
      { schedule: keys.schedule(name), slots: keys.scheduleSlots(name) },
      { options: JSON.stringify(options) },
    );
  }

  /** @returns false when it was noted before, or another end was noted since `state` was read */
  async noteOutcome(
    cluster: string,
    name: string,
    given: { state: ScheduleState; note: OutcomeNote },
  ): Promise<boolean> {
    const { state, note } = given;
    const { retentionWanted, ...keys } = keysOf(cluster);
    return noteOutcome(
      this.redis,
      { schedule: keys.schedule(name), slots: keys.scheduleSlots(name), retentionWanted },
      {
        backupId: note.backupId,
        field: state.open.get(note.backupId) ?? '',
        slot: JSON.stringify(note.slot),
        failuresBefore: state.failures,
        failures: note.failures,
        pause: note.pause === null ? '' : JSON.stringify(note.pause),
        wanted: note.retentionFor ?? '',
        again: note.again ?? '',
      },
    );
  }

  /** A later pause takes the place of an earlier one. */
  async pause(cluster: string, name: string, pause: StoredPause): Promise<void> {
    await this.redis.hset(keysOf(cluster).schedule(name), 'paused', JSON.stringify(pause));
  }

  /** Ends the pause, and the streak of failures with it. @returns false when it was not paused */
  async resume(cluster: string, name: string): Promise<boolean> {
    const key = keysOf(cluster).schedule(name);
    const replies = await this.redis.multi().hdel(key, 'paused').hset(key, 'failures', '0').exec();
    return replies?.[0]?.[1] === 1;
  }
}
