import { setTimeout as sleep } from 'node:timers/promises';
import {
  backupListSchema,
  backupSchema,
  manifestSchema,
  restoreSchema,
  runSchema,
  verificationSchema,
  type Backup,
  type BackupList,
  type Manifest,
  type Problem,
  type Restore,
  type Run,
  type Verification,
} from '#contracts';
import type { Answer, Api } from './api.ts';
import { PATIENCE_SECONDS } from './patience.ts';

/** What the API says of one cluster: its sets, their deletions, and its restores. Every answer is held to its contract. */
export class ClusterApi {
  private readonly path: string;

  constructor(
    private readonly api: Api,
    private readonly cluster: string,
  ) {
    this.path = `/api/v1/clusters/${cluster}`;
  }

  /** Takes a backup that must complete. */
  async backUp(): Promise<Backup> {
    const { status, body } = await this.api.start(this.cluster);
    if (status !== 202) throw new Error(`no backup: ${JSON.stringify(body)}`);
    const run = await this.api.done(this.cluster, body.backupId);
    if (run.outcome !== 'completed')
      throw new Error(`the backup ended as ${run.outcome}: ${run.failure?.message}`);
    return this.backup(body.backupId);
  }

  async list(query = ''): Promise<BackupList> {
    return backupListSchema.parse((await this.api.call(`${this.path}/backups${query}`)).body);
  }

  async backup(id: number): Promise<Backup> {
    return backupSchema.parse((await this.api.call(`${this.path}/backups/${id}`)).body);
  }

  /** What was read from the components may be two seconds old. */
  async untilBackup(id: number, condition: (backup: Backup) => boolean): Promise<Backup> {
    return until(() => this.backup(id), condition);
  }

  verify(id: number): Promise<Verification> {
    return this.posted(`backups/${id}/verify`, (body) => verificationSchema.parse(body));
  }

  mark(id: number, mark: 'keep' | 'release'): Promise<Backup> {
    return this.posted(`backups/${id}/${mark}`, (body) => backupSchema.parse(body));
  }

  /** Takes a foreign set for one of the cluster. */
  adopt(id: number, body: Record<string, unknown> = {}): Promise<Answer<Backup & Problem>> {
    return this.api.post(`${this.path}/backups/${id}/adopt`, body);
  }

  async manifest(id: number): Promise<Manifest> {
    return manifestSchema.parse((await this.api.call(`${this.path}/backups/${id}/manifest`)).body);
  }

  remove(id: number | string, query = ''): Promise<Answer<Run & Problem>> {
    return this.api.call(`${this.path}/backups/${id}${query}`, { method: 'DELETE' });
  }

  /** Deletes a set, and waits for what comes of it. */
  async removed(id: number, query = ''): Promise<Run> {
    const { status, body } = await this.remove(id, query);
    if (status !== 202) throw new Error(`no deletion: ${JSON.stringify(body)}`);
    return until(
      async () => runSchema.parse((await this.api.call(`${this.path}/deletions/${body.number}`)).body),
      ({ phase }) => phase === 'done',
    );
  }

  plan(backupId: unknown, more: Record<string, unknown> = {}): Promise<Answer<Restore & Problem>> {
    return this.api.post(`${this.path}/restores`, { backupId, ...more });
  }

  /** A plan that must be one, whether it can be run or not. */
  async planned(backupId: number): Promise<Restore & { restoreId: number }> {
    const { status, body } = await this.plan(backupId);
    if (status !== 201) throw new Error(`no plan: ${JSON.stringify(body)}`);
    const restore = restoreSchema.parse(body);
    return { ...restore, restoreId: restore.restoreId ?? 0 };
  }

  run(restoreId: number, hash: unknown): Promise<Answer<Restore & Problem>> {
    return this.api.post(`${this.path}/restores/${restoreId}/run`, { hash });
  }

  /** Plans and runs a restore that must begin. */
  async begun(backupId: number): Promise<number> {
    const { restoreId, plan } = await this.planned(backupId);
    const { status, body } = await this.run(restoreId, plan.hash);
    if (status !== 202) throw new Error(`not begun: ${JSON.stringify(body)}`);
    return restoreId;
  }

  async restore(id: number): Promise<Restore> {
    return restoreSchema.parse((await this.api.call(`${this.path}/restores/${id}`)).body);
  }

  untilRestore(
    id: number,
    condition: (restore: Restore) => boolean,
    seconds = PATIENCE_SECONDS,
  ): Promise<Restore> {
    return until(() => this.restore(id), condition, seconds);
  }

  ended(id: number, seconds = PATIENCE_SECONDS): Promise<Restore> {
    return this.untilRestore(id, ({ run }) => run?.phase === 'done', seconds);
  }

  private async posted<T>(path: string, parse: (body: unknown) => T): Promise<T> {
    const { status, body } = await this.api.post(`${this.path}/${path}`);
    if (status !== 200) throw new Error(`${path}: ${status} ${JSON.stringify(body)}`);
    return parse(body);
  }
}

/** Asks until the answer satisfies a condition; fails with the last answer in the message. */
export async function until<T>(
  ask: () => Promise<T>,
  condition: (answer: T) => boolean,
  seconds = PATIENCE_SECONDS,
): Promise<T> {
  const deadline = Date.now() + seconds * 1000;
  let last: unknown = null;
  while (Date.now() < deadline) {
    try {
      const answer = await ask();
      if (condition(answer)) return answer;
      last = answer;
    } catch (error) {
      last ??= String(error);
    }
    await sleep(50);
  }
  throw new Error(`not within ${seconds} s: ${JSON.stringify(last, null, 1)}`);
}
