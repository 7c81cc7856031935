import { PlannedTimes, type ScheduleConfig } from '#config';
import { decideSlots, jitterOf, type RunKind, type SlotVerdict } from '#domain';

/** One schedule in simulated time: the real planned times and the real decisions, and a memory instead of Redis. */
export class SimulatedSchedule {
  readonly config: ScheduleConfig;
  readonly verdicts: SlotVerdict[] = [];
  private readonly times: PlannedTimes;
  private cursor: number;
  private buffered: number | null = null;

  constructor(config: ScheduleConfig, cursor: number) {
    this.config = config;
    this.cursor = cursor;
    this.times = new PlannedTimes(config.cron, config.timezone);
  }

  /** When something is to be decided next. */
  get nextAt(): number {
    const planned = this.times.next(this.cursor);
    return planned + jitterOf(this.config.name, planned, this.config.jitter);
  }

  /** @returns the planned time for which a run is to begin now; null for none */
  settle(now: number, busy: RunKind | null): number | null {
    const { overlap, catchUp, name, jitter } = this.config;
    const due = this.times.between(this.cursor, now, { keep: 50, split: Infinity });
    const { verdicts } = decideSlots({
      ...{ now, due, busy, overlap, catchUp, paused: null, buffered: this.buffered },
      jitter: jitterOf(name, due.newest.at(-1) ?? 0, jitter),
    });
    for (const verdict of verdicts) {
      if (verdict.plannedAt === this.buffered && verdict.result !== 'waiting') this.buffered = null;
      if (verdict.result === 'buffered') this.buffered = verdict.plannedAt;
      if (verdict.result === 'waiting') continue;
      this.verdicts.push(verdict);
      this.cursor = Math.max(this.cursor, verdict.plannedAt);
    }
    return verdicts.find(({ result }) => result === 'started')?.plannedAt ?? null;
  }
}
