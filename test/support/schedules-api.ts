import {
  retentionPreviewSchema,
  retentionRunSchema,
  scheduleListSchema,
  scheduleSchema,
  type Problem,
  type RetentionPreview,
  type RetentionRun,
  type Backup,
  type Schedule,
  type Slot,
} from '#contracts';
import type { Answer, Api } from './api.ts';
import { until } from './cluster-api.ts';
import { PATIENCE_SECONDS } from './patience.ts';
import { isCall, type World } from './world.ts';

/** What the API says of the schedules and the retention of one cluster. Every answer is held to its contract. */
export class SchedulesApi {
  private readonly path: string;

  constructor(
    private readonly api: Api,
    cluster: string,
  ) {
    this.path = `/api/v1/clusters/${cluster}`;
  }

  async list(): Promise<Schedule[]> {
    return scheduleListSchema.parse((await this.api.call(`${this.path}/schedules`)).body).items;
  }

  async find(name: string): Promise<Schedule> {
    return scheduleSchema.parse((await this.api.call(`${this.path}/schedules/${name}`)).body);
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
    return this.api.post(`${this.path}/schedules/${name}/pause`, note === undefined ? undefined : { note });
  }

  resume(name: string): Promise<Answer<Schedule & Problem>> {
    return this.api.post(`${this.path}/schedules/${name}/resume`);
  }

  trigger(name: string): Promise<Answer<Backup & Problem>> {
    return this.api.post(`${this.path}/schedules/${name}/trigger`);
  }

  async preview(): Promise<RetentionPreview> {
    return retentionPreviewSchema.parse((await this.api.call(`${this.path}/retention`)).body);
  }

  apply(hash: unknown): Promise<Answer<RetentionRun & Problem>> {
    return this.api.post(`${this.path}/retention/apply`, { hash });
  }

  async lastRetention(): Promise<RetentionRun | null> {
    const { status, body } = await this.api.call(`${this.path}/retention/last`);
    return status === 404 ? null : retentionRunSchema.parse(body);
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
