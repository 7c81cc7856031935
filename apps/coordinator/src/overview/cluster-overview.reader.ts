import { Injectable } from '@nestjs/common';
import type { ClusterConfig } from '#config';
import type { ClusterOverview, Schedule } from '#contracts';
import { RunStore } from '#redis';
import { objectiveOf } from '#domain';
import { RequestedActions } from '../actions/requested-actions.ts';
import { scheduleFacts } from '../schedules/schedule-facts.ts';
import { AlertsService } from '../alerts/alerts.service.ts';
import { SchedulesService } from '../schedules/schedules.service.ts';
import { runSummary } from '../runs/run-summary.ts';
import { UsualTimesReader } from '../trends/usual-times.ts';
import { ExportingReader } from './exporting.reader.ts';
import { LastBackup } from './last-backup.ts';
import { LastGood } from './last-good.ts';

/** The newest runs that are read: the one that holds the cluster, and the one before it. */
const NEWEST = 2;

/** Puts together what the overview tells of one cluster. */
@Injectable()
export class ClusterOverviewReader {
  // eslint-disable-next-line max-params -- one per collaborator, as Nest injects them
  constructor(
    private readonly store: RunStore,
    private readonly exporting: ExportingReader,
    private readonly goods: LastGood,
    private readonly backups: LastBackup,
    private readonly schedules: SchedulesService,
    private readonly alerts: AlertsService,
    private readonly requests: RequestedActions,
    private readonly usual: UsualTimesReader,
  ) {}

  /** Waits for no component of the cluster for longer than a moment. @throws when Redis does not answer */
  async look(cluster: ClusterConfig): Promise<ClusterOverview> {
    const { name } = cluster;
    const [lock, newest] = await Promise.all([
      this.store.lock(name),
      this.store.list(name, { limit: NEWEST }),
    ]);
    const last = newest.find(({ phase }) => phase === 'done') ?? null;
    const current = newest.find(({ phase }) => phase !== 'done') ?? null;
    const exporting = this.exporting.of(name, last);
    const [lastGood, lastBackup, schedules, alerts, waitingFor] = await Promise.all([
      this.goods.of(name, last?.runId ?? ''),
      this.backups.of(name, last),
      this.schedules.list(name),
      this.alerts.current(name),
      current && this.requests.of(current),
    ]);
    return {
      name,
      version: cluster.version ?? null,
      components: cluster.components,
      labels: cluster.labels,
      pauseBudgetSeconds: cluster.pauseBudget / 1000,
      restorable: cluster.restore !== undefined,
      lock,
      current: current && runSummary(current),
      last: last && runSummary(last),
      objectiveSeconds: objectiveSeconds(cluster, schedules),
      next: nextOf(schedules),
      usual: this.usual.of(name, last),
      ...{ lastGood, lastBackup, waitingFor, exporting, alerts },
    };
  }
}

/** The next planned time of all schedules. */
function nextOf(schedules: readonly Schedule[]): ClusterOverview['next'] {
  const planned = schedules.flatMap(({ name, timezone, nextAt }) =>
    nextAt === null ? [] : [{ schedule: name, at: nextAt, timezone }],
  );
  return planned.sort((a, b) => Date.parse(a.at) - Date.parse(b.at))[0] ?? null;
}

function objectiveSeconds({ objective }: ClusterConfig, schedules: readonly Schedule[]): number | null {
  const age = objectiveOf(objective ?? null, schedules.map(scheduleFacts));
  return age === null ? null : age / 1000;
}
