import { Counter, Histogram, type Registry } from 'prom-client';
import { RUN_OUTCOMES, type RunKind, type RunOutcome } from '#domain';
import { NO_SCHEDULE, type MeasuredCluster } from './measured-cluster.ts';

/** From a backup of a test system to one that takes the whole night. */
const RUN_SECONDS = [1, 5, 15, 30, 60, 120, 300, 600, 1_200, 1_800, 3_600, 7_200, 14_400, 28_800];

export interface EndedRun {
  cluster: string;
  kind: RunKind;
  schedule: string | null;
  outcome: RunOutcome;
  seconds: number;
}

/** Runs that have ended. Counted by the process that wrote the end, so that the sum over all processes is the truth. */
export class RunMetrics {
  private readonly backups: Counter<'cluster' | 'schedule' | 'result'>;
  private readonly backupSeconds: Histogram<'cluster' | 'result'>;
  private readonly others: Record<'restore' | 'deletion', Counter<'cluster' | 'result'>>;
  private readonly restoreSeconds: Histogram<'cluster' | 'result'>;

  constructor(registry: Registry) {
    const registers = [registry];
    const byResult = ['cluster', 'result'] as const;
    this.backups = new Counter({
      name: 'holdfast_backup_runs_total',
      help: 'Backup runs that have ended, by outcome. schedule is empty for those that no schedule began',
      labelNames: ['cluster', 'schedule', 'result'],
      registers,
    });
    this.backupSeconds = new Histogram({
      name: 'holdfast_backup_duration_seconds',
      help: 'From the acceptance of a backup run to its end',
      labelNames: byResult,
      buckets: RUN_SECONDS,
      registers,
    });
    this.others = {
      restore: new Counter({
        name: 'holdfast_restore_runs_total',
        help: 'Restores that have ended, by outcome',
        labelNames: byResult,
        registers,
      }),
      deletion: new Counter({
        name: 'holdfast_deletion_runs_total',
        help: 'Deletions of sets that have ended, by outcome',
        labelNames: byResult,
        registers,
      }),
    };
    this.restoreSeconds = new Histogram({
      name: 'holdfast_restore_duration_seconds',
      help: 'From the confirmation of a restore to its end',
      labelNames: byResult,
      buckets: RUN_SECONDS,
      registers,
    });
  }

  ended({ cluster, kind, schedule, outcome: result, seconds }: EndedRun): void {
    if (kind === 'backup') {
      this.backups.inc({ cluster, schedule: schedule ?? NO_SCHEDULE, result });
      this.backupSeconds.observe({ cluster, result }, seconds);
      return;
    }
    this.others[kind].inc({ cluster, result });
    if (kind === 'restore') this.restoreSeconds.observe({ cluster, result }, seconds);
  }

  begin({ name: cluster, schedules }: MeasuredCluster): void {
    for (const result of RUN_OUTCOMES) {
      for (const schedule of [NO_SCHEDULE, ...schedules]) this.backups.inc({ cluster, schedule, result }, 0);
      for (const counter of Object.values(this.others)) counter.inc({ cluster, result }, 0);
    }
  }
}
