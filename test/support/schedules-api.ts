import type { Backup, Problem, RetentionPreview, RetentionRun, Schedule, Slot } from '#contracts';
import type { Answer, Api } from './api.ts';
import { until } from './cluster-api.ts';
import { PATIENCE_SECONDS } from './patience.ts';
import { isCall, type World } from './world.ts';

/** What the API says of the schedules and the retention of one cluster. */
export class SchedulesApi {
  constructor(
    private readonly api: Api,
    private readonly cluster: string,
  ) {}

  async list(): Promise<Schedule[]> {
    return (await this.api.read('schedule.list', this.here)).items;
  }

  find(name: string): Promise<Schedule> {
    return this.api.read('schedule.read', this.at(name));
  }

  until(
    name: string,
    condition: (schedule: Schedule) => boolean,
    seconds = PATIENCE_SECONDS,
  ): Promise<Schedule> {
    return until(() => this.find(name), condition, seconds);
  }

  /** Waits for a slot, and gives it. */
  async slot(name: string, condition: (slot: Slot) => boolean, seconds = PATIENCE_SECONDS): Promise<Slot> {
    const { recent } = await this.until(name, (schedule) => schedule.recent.some(condition), seconds);
    return recent.find(condition)!;
  }

  pause(name: string, note?: unknown): Promise<Answer<Schedule & Problem>> {
    return this.api.ask('schedule.pause', {
      ...this.at(name),
      ...(note !== undefined && { body: { note: note as string } }),
    });
  }

  resume(name: string): Promise<Answer<Schedule & Problem>> {
    return this.api.ask('schedule.resume', this.at(name));
  }

  trigger(name: string): Promise<Answer<Backup & Problem>> {
    return this.api.ask('schedule.trigger', this.at(name));
  }

  preview(): Promise<RetentionPreview> {
    return this.api.read('retention.preview', this.here);
  }

  apply(hash: unknown): Promise<Answer<RetentionRun & Problem>> {
    return this.api.ask('retention.apply', { ...this.here, body: { hash: hash as string } });
  }

  async lastRetention(): Promise<RetentionRun | null> {
    const { status, body } = await this.api.ask('retention.read', this.here);
    return status === 404 ? null : body;
  }

  /** Waits for a retention run to end. */
  async retentionEnded(
    condition: (run: RetentionRun) => boolean,
    seconds = PATIENCE_SECONDS,
  ): Promise<RetentionRun> {
    const run = await until(
      () => this.lastRetention(),
      (last) => last !== null && last.finishedAt !== null && condition(last),
      seconds,
    );
    return run!;
  }

  private get here(): { params: { cluster: string } } {
    return { params: { cluster: this.cluster } };
  }

  private at(schedule: string): { params: { cluster: string; schedule: string } } {
    return { params: { cluster: this.cluster, schedule } };
  }
}

const RECORDS = /^\/_snapshot\/camunda\/camunda_zeebe_records_backup_(\d+)(\?|$)/;

/** Ids of the backups that were taken of a cluster, in their order, as Elasticsearch saw it. */
export async function backupsTaken(world: World, cluster: string): Promise<number[]> {
  const calls = (await world.effects(cluster)).filter(isCall).filter(({ method }) => method === 'PUT');
  return calls.flatMap(({ path }) => {
    const id = RECORDS.exec(path)?.[1];
    return id === undefined ? [] : [Number(id)];
  });
}
