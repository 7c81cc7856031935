import { Inject, Injectable, Logger } from '@nestjs/common';
import type { HoldfastConfig } from '#config';
import { ScheduleStore, RunStore, type OutcomeNote, type ScheduleState, type StoredSlot } from '#redis';
import { failureStreak, nameOf, wasNotNow, type RunRecord } from '#domain';
import { CONFIG } from '#engine';
import type { ConfiguredSchedule } from './configured-schedules.ts';

/** Notes how the runs of schedules ended: once for each, with what follows from it. */
@Injectable()
export class OutcomeRecorder {
  private readonly logger = new Logger(OutcomeRecorder.name);

  constructor(
    private readonly store: ScheduleStore,
    @Inject(CONFIG) private readonly config: HoldfastConfig,
    private readonly runs: RunStore,
  ) {}

  /** Idempotent. @returns the state as it is afterwards; null where Redis does not know the schedule */
  async note(booked: ConfiguredSchedule): Promise<ScheduleState | null> {
    const { cluster, schedule } = booked;
    let state = await this.store.find(cluster.name, schedule.name);
    for (const [backupId, field] of state?.open ?? []) {
      if (state === null) break;
      const run = await this.runs.find(cluster.name, backupId);
      if (run && run.phase !== 'done') continue;
      const slot = await this.store.slot(cluster.name, schedule.name, field);
      const again = this.mayRetry(booked, slot, run);
      const note = { ...this.noteOf(booked, state, { backupId, run }), again };
      const written = { ...note, slot: slot && { ...slot, outcome: run?.outcome ?? null } };
      await this.store.noteOutcome(cluster.name, schedule.name, { state, note: written });
      if (note.pause) this.logger.error(`${booked.id} pauses itself: ${note.pause.note}`);
      state = await this.store.find(cluster.name, schedule.name);
    }
    return state;
  }

  /** Within its catch-up window a planned time gets another run, when what was in the way passes by itself. */
  private mayRetry(
    { schedule }: ConfiguredSchedule,
    slot: StoredSlot | null,
    run: RunRecord | null,
  ): number | null {
    if (!slot || slot.manual || !run?.outcome || !wasNotNow(run.outcome, run.failure?.code)) return null;
    // A run that did not wait for it would be repeated at once, and again and again.
    if (this.config.steps.busyTimeout === 0) return null;
    const plannedAt = Date.parse(slot.plannedAt);
    return Date.now() - plannedAt <= schedule.catchUp ? plannedAt : null;
  }

  private noteOf(
    { cluster, schedule }: ConfiguredSchedule,
    state: ScheduleState,
    { backupId, run }: { backupId: number; run: RunRecord | null },
  ): Omit<OutcomeNote, 'slot' | 'again'> {
    const outcome = run?.outcome ?? null;
    // A run whose record is gone says nothing.
    const failures =
      outcome === null ? state.failures : failureStreak(state.failures, outcome, run?.failure?.code);
    const backup = nameOf({ kind: 'backup', number: backupId });
    const { pauseAfterFailures = Infinity } = schedule;
    const pauses = failures > state.failures && failures >= pauseAfterFailures && state.paused === null;
    const note = `${failures} ${failures === 1 ? 'run' : 'runs in a row'} failed, the last was ${backup}: ${run?.failure?.message ?? outcome}`;
    return {
      backupId,
      failures,
      pause: pauses
        ? {
            at: new Date().toISOString(),
            by: `schedule ${schedule.name}`,
            note: shortened(note),
            reason: 'failures',
          }
        : null,
      retentionFor:
        outcome === 'completed' && schedule.retention && cluster.retention
          ? `schedule ${schedule.name}, after ${backup}`
          : null,
    };
  }
}

function shortened(text: string): string {
  return text.length > 500 ? `${text.slice(0, 499)}…` : text;
}
