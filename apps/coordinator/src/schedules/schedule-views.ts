import { Injectable } from '@nestjs/common';
import { setImmediate as immediate } from 'node:timers/promises';
import type { Schedule } from '#contracts';
import { ScheduleStore } from '#redis';
import { SLOT_RESULTS } from '#domain';
import type { ConfiguredSchedule } from './configured-schedules.ts';

const HOUR_MS = 3_600_000;
/** The expected interval is computed over this many weeks ahead, and kept for an hour. */
const AHEAD_MS = 5 * 7 * 24 * HOUR_MS;

/** Schedules as the API shows them. */
@Injectable()
export class ScheduleViews {
  private readonly intervals = new Map<string, { spec: string; longest: number; until: number }>();

  constructor(private readonly store: ScheduleStore) {}

  async of(booked: ConfiguredSchedule): Promise<Schedule> {
    const { cluster, schedule, times } = booked;
    const [state, recent] = await Promise.all([
      this.store.find(cluster.name, schedule.name),
      this.store.slots(cluster.name, schedule.name),
    ]);
    const { name, cron, timezone, overlap, labels, retention } = schedule;
    const paused = state?.paused ?? null;
    return {
      ...{ cluster: cluster.name, name, cron, timezone, overlap, labels, paused },
      retention: retention && cluster.retention !== undefined,
      jitterSeconds: schedule.jitter / 1000,
      catchUpSeconds: schedule.catchUp / 1000,
      pauseAfterFailures: schedule.pauseAfterFailures ?? null,
      nextAt: paused ? null : new Date(times.next(Date.now())).toISOString(),
      expectedIntervalSeconds: (await this.longestGap(booked)) / 1000,
      consecutiveFailures: state?.failures ?? 0,
      counts: Object.fromEntries(
        SLOT_RESULTS.map((result) => [result, state?.counts[result] ?? 0]),
      ) as Schedule['counts'],
      recent,
    };
  }

  private async longestGap({ id, spec, times }: ConfiguredSchedule): Promise<number> {
    const now = Date.now();
    const known = this.intervals.get(id);
    if (known?.spec === spec && known.until > now) return known.longest;
    // It takes a moment for each schedule: in between, others have their turn.
    await immediate();
    const { longest } = times.gaps(now, now + AHEAD_MS);
    this.intervals.set(id, { spec, longest, until: now + HOUR_MS });
    return longest;
  }
}
