import { Inject, Injectable } from '@nestjs/common';
import type { ClusterConfig, HoldfastConfig } from '#config';
import { ClusterLoop, CONFIG } from '#engine';
import { Leader } from '../leader/leader.ts';
import { RetentionRunner } from '../retention/retention-runner.ts';
import { OutcomeRecorder } from './outcome-recorder.ts';
import { dueAt, ConfiguredSchedules, type ConfiguredSchedule } from './configured-schedules.ts';
import { SlotDecider } from './slot-decider.ts';

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
    private readonly leader: Leader,
    private readonly book: ConfiguredSchedules,
    private readonly outcomes: OutcomeRecorder,
    private readonly settler: SlotDecider,
    private readonly retention: RetentionRunner,
  ) {
    super(config);
  }

  protected async look(cluster: ClusterConfig): Promise<void> {
    for (const booked of this.book.all.filter((each) => each.cluster.name === cluster.name)) {
      if (!this.leader.leads) return;
      await this.lookAt(booked);
    }
    if (this.leader.leads) await this.retention.advance(cluster);
  }

  private async lookAt(booked: ConfiguredSchedule): Promise<void> {
    const state = await this.outcomes.note(booked);
    const isOverdue =
      state === null || dueAt(booked, booked.times.next(state.cursor)) + PATIENCE_MS < Date.now();
    if (isOverdue || state.buffered !== null) await this.settler.settle(booked);
  }
}
