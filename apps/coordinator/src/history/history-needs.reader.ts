import { Injectable } from '@nestjs/common';
import type { ClusterConfig } from '#config';
import {
  AlertStore,
  ConfirmationStore,
  HistoryStore,
  PlanStore,
  RetentionStore,
  RunStore,
  ScheduleStore,
  SetNotes,
} from '#redis';
import { HistoryNeeds } from '#engine';
import type { NewestRuns, RunOutline, SetState, TrimFacts } from '#domain';
import { isActionOf } from '../actions/action-key.ts';
import { CatalogueService } from '../catalogue/catalogue.service.ts';

type Facts = Omit<TrimFacts, 'newest' | 'now'>;

/** Reads what may need a run: from Redis, and what the stores of the cluster hold of its sets. */
@Injectable()
export class HistoryNeedsReader extends HistoryNeeds {
  // eslint-disable-next-line max-params -- one per collaborator, as Nest injects them
  constructor(
    private readonly runs: RunStore,
    private readonly history: HistoryStore,
    private readonly schedules: ScheduleStore,
    private readonly alerts: AlertStore,
    private readonly plans: PlanStore,
    private readonly retention: RetentionStore,
    private readonly notes: SetNotes,
    private readonly asked: ConfirmationStore,
    private readonly catalogue: CatalogueService,
  ) {
    super();
  }

  async facts(cluster: ClusterConfig, candidates: readonly RunOutline[], newest: NewestRuns): Promise<Facts> {
    const { name } = cluster;
    const deleted = candidates.flatMap(({ kind, setId }) => (kind === 'deletion' ? [setId] : []));
    const made = candidates.flatMap(({ kind, setId }) => (kind === 'backup' ? [setId] : []));
    const [bySchedules, byOthers, alerts, deletions, recorded, shown] = await Promise.all([
      this.namedBySchedules(cluster),
      this.namedByOthers(name),
      this.namedByAlerts(name),
      this.lastDeletions(name, deleted),
      this.history.recorded(name, deleted),
      this.shown(name, [...made, ...deleted], newest.of('backup', 'completed')),
    ]);
    return {
      named: new Set([...bySchedules, ...byOthers, ...alerts.numbers]),
      namedRuns: new Set(alerts.runIds),
      ...{ deletions, recorded },
      shown: shown && new Set(shown.sets.keys()),
      readAt: shown?.readAt ?? 0,
    };
  }

  confirmations(cluster: string, run: RunOutline): Promise<string[]> {
    return this.asked.fields(cluster, (key) => isActionOf(run, key));
  }

  /** The runs of their last slots, and those whose outcome was not noted yet. */
  private async namedBySchedules({ name, schedules }: ClusterConfig): Promise<number[]> {
    const named = await Promise.all(
      schedules.map(async (schedule) => {
        const [state, slots] = await Promise.all([
          this.schedules.find(name, schedule.name),
          this.schedules.slots(name, schedule.name),
        ]);
        return [...(state?.open.keys() ?? []), ...slots.flatMap(({ backupId }) => backupId ?? [])];
      }),
    );
    return named.flat();
  }

  /** The owner of the pause and of the lock, restores whose plan is still kept, and the deletion that retention waits for. */
  private async namedByOthers(name: string): Promise<number[]> {
    const [pause, lock, planned, { run }] = await Promise.all([
      this.runs.pauseIntent(name),
      this.runs.lock(name),
      this.plans.kept(name),
      this.retention.last(name),
    ]);
    const deleting = (run?.sets ?? []).flatMap(({ state, deletionId }) =>
      state === 'deleting' ? (deletionId ?? []) : [],
    );
    return [...(pause ? [pause.number] : []), ...(lock ? [lock.number] : []), ...planned, ...deleting];
  }

  private async namedByAlerts(name: string): Promise<{ numbers: number[]; runIds: string[] }> {
    const [raised, completed] = await Promise.all([this.alerts.raised(name), this.alerts.completedRun(name)]);
    // Of a subject that is the name of a schedule or queue there is no run.
    const numbers = raised.map(({ alert }) => Number(alert.subject)).filter((number) => number > 0);
    return { numbers, runIds: completed === null ? [] : [completed] };
  }

  private async lastDeletions(name: string, setIds: readonly number[]): Promise<Map<number, number>> {
    const notes = await this.notes.of(name, setIds);
    return new Map(
      notes.flatMap(({ deletionId }, index) => {
        const setId = setIds[index];
        return deletionId === null || setId === undefined ? [] : [[setId, deletionId] as const];
      }),
    );
  }

  /**
   * Null also where the newest completed set is not whole: then the stores may be others than before, such as a repository that
   * was registered elsewhere, and the remains of failed runs may only seem to be gone.
   */
  private async shown(
    name: string,
    ids: readonly number[],
    newest: RunOutline | null,
  ): Promise<{ sets: ReadonlyMap<number, SetState>; readAt: number } | null> {
    if (ids.length === 0) return { sets: new Map(), readAt: 0 };
    const shown = await this.catalogue.shown(name, [...ids, ...(newest ? [newest.setId] : [])]);
    if (shown === null || newest === null) return shown;
    const state = shown.sets.get(newest.setId) ?? 'deleted';
    const wasRead = Date.parse(newest.finishedAt ?? '') < shown.readAt;
    return wasRead && (state === 'complete' || state === 'deleted') ? shown : null;
  }
}
