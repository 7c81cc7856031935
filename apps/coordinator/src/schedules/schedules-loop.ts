import { Inject, Injectable } from '@nestjs/common';
import type { ClusterConfig, HoldfastConfig } from '#config';
import { ClusterLoop, CONFIG } from '#engine';
import { Leader } from '../leader/leader.ts';
import { RetentionRunner } from '../retention/retention-runner.ts';
import { OutcomeNoter } from './outcome-noter.ts';
import { dueAt, ScheduleBook, type BookedSchedule } from './schedule-book.ts';
import { SlotSettler } from './slot-settler.ts';

/** BullMQ's tick comes first; this much later the leader looks itself (ms). */
const PATIENCE_MS = 5_000;

/**
 * What no tick announces, done by the leader: how runs ended, what waits for the cluster, planned times whose tick was
 * lost, and the next deletion of retention. A planned time goes before a deletion.
 */
@Injectable()
export class SchedulesLoop extends ClusterLoop {
  // eslint-disable-next-line max-params -- one per collaborator, as Nest injects them
  constructor(
    @Inject(CONFIG) config: HoldfastConfig,
    @Inject(Leader) private readonly leader: Leader,
    @Inject(ScheduleBook) private readonly book: ScheduleBook,
    @Inject(OutcomeNoter) private readonly outcomes: OutcomeNoter,
    @Inject(SlotSettler) private readonly settler: SlotSettler,
    @Inject(RetentionRunner) private readonly retention: RetentionRunner,
  ) {
    super(config.clusters);
  }

  protected async look(cluster: ClusterConfig): Promise<void> {
    for (const booked of this.book.all.filter((each) => each.cluster.name === cluster.name)) {
      if (!this.leader.leads) return;
      await this.lookAt(booked);
    }
    if (this.leader.leads) await this.retention.advance(cluster);
  }

  private async lookAt(booked: BookedSchedule): Promise<void> {
    const state = await this.outcomes.note(booked);
    const isOverdue =
      state === null || dueAt(booked, booked.times.next(state.cursor)) + PATIENCE_MS < Date.now();
    if (isOverdue || state.buffered !== null) await this.settler.settle(booked);
  }
}
