import { Injectable, Logger } from '@nestjs/common';
import type { Backup, Schedule } from '#contracts';
import { ScheduleStore } from '#redis';
import { BackupsService } from '../backups/backups.service.ts';
import { ProblemError } from '../http/problem.error.ts';
import { openBackup } from '../runs/run-view.ts';
import { ConfiguredSchedules, type ConfiguredSchedule } from './configured-schedules.ts';
import { ScheduleViews } from './schedule-views.ts';
import { SlotDecider } from './slot-decider.ts';

/** Shows schedules, and does to them what people ask for. */
@Injectable()
export class SchedulesService {
  private readonly logger = new Logger(SchedulesService.name);

  // eslint-disable-next-line max-params -- one per collaborator, as Nest injects them
  constructor(
    private readonly book: ConfiguredSchedules,
    private readonly store: ScheduleStore,
    private readonly views: ScheduleViews,
    private readonly settler: SlotDecider,
    private readonly backups: BackupsService,
  ) {}

  /** In the order of the configuration. */
  list(cluster: string): Promise<Schedule[]> {
    return Promise.all(this.book.of(cluster).map((booked) => this.views.of(booked)));
  }

  /** @throws ProblemError unknown-schedule */
  async find(cluster: string, name: string): Promise<Schedule> {
    return this.views.of(this.book.find(cluster, name));
  }

  /**
   * From now on planned times are skipped. A run in progress is not touched. Idempotent; a later note replaces an earlier
   * one.
   * @param by who asks for it
   * @throws ProblemError unknown-schedule
   */
  async pause(cluster: string, name: string, { note, by }: { note: string; by: string }): Promise<Schedule> {
    const booked = this.book.find(cluster, name);
    await this.settled(booked);
    await this.store.pause(cluster, name, { at: new Date().toISOString(), by, note, reason: 'operator' });
    // A buffered planned time no longer waits.
    await this.settled(booked);
    return this.views.of(booked);
  }

  /**
   * Planned times begin runs again; those that passed meanwhile do not. Ends a streak of failures, too.
   * @throws ProblemError unknown-schedule | schedule-not-paused
   */
  async resume(cluster: string, name: string): Promise<Schedule> {
    const booked = this.book.find(cluster, name);
    await this.settled(booked);
    if (await this.store.resume(cluster, name)) return this.views.of(booked);
    throw new ProblemError(
      'schedule-not-paused',
      `Schedule "${name}" of cluster "${cluster}" is not paused.`,
    );
  }

  /**
   * Begins a run of it now, also while it is paused. Not idempotent.
   * @param by who asks for it
   * @throws ProblemError unknown-schedule | cluster-busy
   */
  async trigger(cluster: string, name: string, by: string): Promise<Backup> {
    const { cluster: of, schedule } = this.book.find(cluster, name);
    const claim = { schedule: name, kind: 'manual', plannedAt: Date.now() } as const;
    const origin = { type: 'schedule', by, schedule: name } as const;
    return openBackup(await this.backups.start(of, { labels: schedule.labels }, origin, claim));
  }

  /** What is due by now is decided by the rules until now. Should that fail, the next look does it. */
  private async settled(booked: ConfiguredSchedule): Promise<void> {
    await this.settler.settle(booked).catch((error: unknown) => {
      this.logger.warn(`${booked.id}: ${(error as Error).message}`);
    });
  }
}
