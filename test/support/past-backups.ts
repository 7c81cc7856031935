import type { Redis } from 'ioredis';
import { SetNotes } from '#redis';
import type { RunOutcome, StepRecord } from '#domain';
import { HistoryWriter } from './history-world.ts';
import { aRun } from './runs.ts';

const DAY = 86_400_000;
const SECOND = 1_000;

/** A backup that ended at some time in the past, as it is to be on record. */
export interface PastBackup {
  /** When it was asked for (ms since the epoch); its id is the second of it. */
  at: number;
  outcome: RunOutcome;
  tookMs: number;
  pausedMs: number | null;
  sizes: Record<string, number> | null;
}

/**
 * One backup a day, the oldest first, that grows: an hour at the start, and a half more after a year. Every 20th failed.
 * @param days how many, until yesterday
 */
export function dailyBackups(days: number, now = Date.now()): PastBackup[] {
  return Array.from({ length: days }, (_, index) => {
    const share = 1 + (0.5 * index) / 365;
    const wobble = 1 + 0.06 * Math.sin(index * 1.7) + 0.03 * Math.sin(index * 0.31);
    const failed = index % 20 === 13;
    return {
      at: now - (days - index) * DAY,
      outcome: failed ? 'failed' : 'completed',
      tookMs: Math.round(360 * SECOND * share * wobble),
      pausedMs: failed && index % 40 === 13 ? null : Math.round(150 * SECOND * share * wobble),
      sizes: failed
        ? null
        : {
            operate: Math.round(9e9 * share),
            tasklist: Math.round(3e9 * share),
            optimize: Math.round(5e9 * share),
            records: Math.round(22e9 * share * wobble),
          },
    };
  });
}

/** Puts backups on record as runs of a cluster that have ended. */
export async function writePast(
  redis: Redis,
  cluster: string,
  backups: readonly PastBackup[],
): Promise<void> {
  const writer = new HistoryWriter(redis, cluster);
  const notes = new SetNotes(redis);
  for (const { at, outcome, tookMs, pausedMs, sizes } of backups) {
    const number = Math.floor(at / SECOND);
    const time = (after: number): string => new Date(at + after).toISOString();
    await writer.write({
      ...{ number, setId: number, outcome, requestedAt: time(0), finishedAt: time(tookMs) },
      pausedAt: pausedMs === null ? null : time(tookMs - pausedMs),
      resumedAt: pausedMs === null ? null : time(tookMs),
      steps: stepsOf({ tookMs, pausedMs: pausedMs ?? 0, outcome, time }),
    });
    if (sizes !== null) await notes.write(cluster, number, { name: 'sizes', value: sizes });
  }
}

/** The steps share the time before the pause, and that in it. */
function stepsOf(run: {
  tookMs: number;
  pausedMs: number;
  outcome: RunOutcome;
  time: (after: number) => string;
}): StepRecord[] {
  const { steps } = aRun();
  const { tookMs, pausedMs, outcome, time } = run;
  const begin = tookMs - pausedMs;
  return steps.map((step, index) => {
    const isIn = /pause|records|zeebe|resume/.test(step.name);
    const [from, length] = isIn ? [begin, pausedMs / 4] : [0, begin];
    const at = isIn ? from + length * (index % 4) : from;
    const failed = outcome === 'failed' && step.name === 'backup-zeebe';
    return {
      ...step,
      state: failed ? ('failed' as const) : ('done' as const),
      startedAt: time(at),
      finishedAt: time(at + length * (isIn ? 1 : 0.6 + 0.1 * index)),
    };
  });
}
