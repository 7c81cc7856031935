import { Injectable } from '@nestjs/common';
import type { ClusterConfig } from '#config';
import type { Trend } from '#contracts';
import { RunStore, SetNotes, type SetNote } from '#redis';
import { dailyOf, objectiveOf, type BackupPoint } from '#domain';
import { SchedulesService } from '../schedules/schedules.service.ts';
import { scheduleFacts } from '../schedules/schedule-facts.ts';
import { RunWindowReader } from './run-window.ts';
import { FewAtOnce } from './few-at-once.ts';
import { forecastsOf, shownBackup, shownDays, type SizedPoint } from './shown-trend.ts';
import { UsualTimesReader } from './usual-times.ts';

const DAY_MS = 86_400_000;
/** How long an answer holds while no run ends (ms). */
const FRESH_MS = 10_000;
/** Backups that are listed one by one. */
const LISTED = 400;
/** Answers that are kept; the oldest goes first. */
const KEPT = 50;
/** Made at the same time: each reads thousands of records. */
const TOGETHER = 2;

/** How the backups of a cluster develop. */
@Injectable()
export class TrendsService {
  private readonly known = new Map<string, { newest: string; at: number; trend: Promise<Trend> }>();
  private readonly few = new FewAtOnce(TOGETHER);

  // eslint-disable-next-line max-params -- one per collaborator, as Nest injects them
  constructor(
    private readonly store: RunStore,
    private readonly windows: RunWindowReader,
    private readonly notes: SetNotes,
    private readonly schedules: SchedulesService,
    private readonly usual: UsualTimesReader,
  ) {}

  /**
   * @param days how many days back
   * @throws ioredis' error while Redis is down
   */
  async of(cluster: ClusterConfig, days: number): Promise<Trend> {
    const [newest] = await this.store.list(cluster.name, { limit: 1 });
    const state = `${newest?.runId ?? ''} ${newest?.phase ?? ''}`;
    const key = `${cluster.name} ${days}`;
    const known = this.known.get(key);
    if (known?.newest === state && performance.now() - known.at < FRESH_MS) return known.trend;
    const trend = this.few.run(() => this.make(cluster, days));
    this.keep(key, { newest: state, at: performance.now(), trend });
    return trend;
  }

  private keep(key: string, made: { newest: string; at: number; trend: Promise<Trend> }): void {
    this.known.delete(key);
    this.known.set(key, made);
    for (const oldest of [...this.known.keys()].slice(0, Math.max(0, this.known.size - KEPT)))
      this.known.delete(oldest);
    made.trend.catch(() => this.known.delete(key));
  }

  private async make(cluster: ClusterConfig, days: number): Promise<Trend> {
    const to = Date.now();
    // Whole days: the first one would lack some of its backups.
    const from = Math.floor((to - days * DAY_MS) / DAY_MS) * DAY_MS;
    const [{ points: read, truncated, ended }, schedules] = await Promise.all([
      this.windows.since(cluster.name, from),
      this.schedules.list(cluster.name),
    ]);
    const points = read.toSorted((a, b) => a.finishedAt - b.finishedAt);
    const within = await this.sized(
      cluster.name,
      points.filter(({ finishedAt }) => finishedAt >= from),
    );
    const objective = objectiveOf(cluster.objective ?? null, schedules.map(scheduleFacts));
    return {
      cluster: cluster.name,
      from: new Date(from).toISOString(),
      to: new Date(to).toISOString(),
      pauseBudgetSeconds: cluster.pauseBudget / 1000,
      objectiveSeconds: objective === null ? null : objective / 1000,
      usual: await this.usual.read(cluster.name, ended),
      forecast: forecastsOf(within, cluster.pauseBudget),
      daily: shownDays(dailyOf(points, { from, to }), within),
      backups: within.slice(-LISTED).map(shownBackup),
      truncated,
    };
  }

  private async sized(cluster: string, points: readonly BackupPoint[]): Promise<SizedPoint[]> {
    const notes: SetNote[] = await this.notes.of(
      cluster,
      points.map(({ number }) => number),
    );
    return points.map((point, index) => ({ ...point, sizes: notes[index]?.sizes ?? null }));
  }
}
