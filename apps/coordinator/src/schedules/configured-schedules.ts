import { Inject, Injectable } from '@nestjs/common';
import { PlannedTimes, type ClusterConfig, type HoldfastConfig, type ScheduleConfig } from '#config';
import { jitterOf } from '#domain';
import { CONFIG } from '#engine';
import { ProblemError } from '../http/problem.error.ts';

/** A schedule of a cluster, as configured. */
export interface ConfiguredSchedule {
  cluster: ClusterConfig;
  schedule: ScheduleConfig;
  times: PlannedTimes;
  /** What its planned times follow from; changes with them. */
  spec: string;
  /** Its id in BullMQ: neither name has a dot. */
  id: string;
}

/** Every schedule of the configuration in force. */
@Injectable()
export class ConfiguredSchedules {
  private made: { of: HoldfastConfig['clusters']; all: readonly ConfiguredSchedule[] } | null = null;

  constructor(@Inject(CONFIG) private readonly config: HoldfastConfig) {}

  /** Another array when the configuration changed, and the same one until then. */
  get all(): readonly ConfiguredSchedule[] {
    const { clusters } = this.config;
    if (this.made?.of !== clusters) this.made = { of: clusters, all: clusters.flatMap(schedulesOf) };
    return this.made.all;
  }

  /** In the order of the file. */
  of(cluster: string): ConfiguredSchedule[] {
    return this.all.filter((booked) => booked.cluster.name === cluster);
  }

  /** @throws ProblemError unknown-schedule */
  find(cluster: string, name: string): ConfiguredSchedule {
    const own = this.of(cluster);
    const found = own.find(({ schedule }) => schedule.name === name);
    if (found) return found;
    const known = own.map(({ schedule }) => schedule.name).join(', ') || 'none';
    throw new ProblemError(
      'unknown-schedule',
      `Cluster "${cluster}" has no schedule "${name}". Known: ${known}.`,
    );
  }
}

function schedulesOf(cluster: ClusterConfig): ConfiguredSchedule[] {
  return cluster.schedules.map((schedule) => ({
    cluster,
    schedule,
    times: new PlannedTimes(schedule.cron, schedule.timezone),
    spec: `${schedule.cron} ${schedule.timezone}`,
    id: `${cluster.name}.${schedule.name}`,
  }));
}

/** When a planned time may begin (ms since the epoch): the same in every process. */
export function dueAt({ id, schedule }: ConfiguredSchedule, plannedAt: number): number {
  return plannedAt + jitterOf(id, plannedAt, schedule.jitter);
}
