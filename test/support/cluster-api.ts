import { setTimeout as sleep } from 'node:timers/promises';
import {
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

/** What the API says of one cluster: its sets, their deletions, and its restores. */
export class ClusterApi {
  constructor(
    private readonly api: Api,
    private readonly cluster: string,
  ) {}

  /** Takes a backup that must complete. */
  async backUp(): Promise<Backup> {
    const { status, body } = await this.api.start(this.cluster);
    if (status !== 202) throw new Error(`no backup: ${JSON.stringify(body)}`);
    const run = await this.api.done(this.cluster, body.backupId);
    if (run.outcome !== 'completed')
      throw new Error(`the backup ended as ${run.outcome}: ${run.failure?.message}`);
    return this.backup(body.backupId);
  }

  list(query: { limit?: number; cursor?: string } = {}): Promise<BackupList> {
    return this.api.read('backup.list', { params: { cluster: this.cluster }, query });
  }

  backup(id: number): Promise<Backup> {
    return this.api.read('backup.show', this.at(id));
  }

  /** What was read from the components may be two seconds old. */
  async untilBackup(id: number, condition: (backup: Backup) => boolean): Promise<Backup> {
    return until(() => this.backup(id), condition);
  }

  verify(id: number): Promise<Verification> {
    return this.api.read('backup.verify', this.at(id));
  }

  mark(id: number, mark: 'keep' | 'release'): Promise<Backup> {
    return this.api.read(`backup.${mark}`, this.at(id));
  }

  /** Adopts a foreign set for the cluster. */
  adopt(id: number, body: Record<string, unknown> = {}): Promise<Answer<Backup & Problem>> {
    return this.api.ask('backup.adopt', { ...this.at(id), body });
  }

  manifest(id: number): Promise<Manifest> {
    return this.api.read('backup.manifest', this.at(id));
  }

  /** The body may be one that the API refuses. */
  remove(id: number | string, query: { force?: string } = {}): Promise<Answer<Run & Problem>> {
    return this.api.ask('backup.delete', { ...this.at(id as number), query: query as { force?: 'true' } });
  }

  /** Deletes a set, and waits for the result. */
  async removed(id: number, query: { force?: string } = {}): Promise<Run> {
    const { status, body } = await this.remove(id, query);
    if (status !== 202) throw new Error(`no deletion: ${JSON.stringify(body)}`);
    return until(
      () => this.api.read('deletion.show', this.at(body.number)),
      ({ phase }) => phase === 'done',
    );
  }

  plan(backupId: unknown, more: Record<string, unknown> = {}): Promise<Answer<Restore & Problem>> {
    const body = { backupId: backupId as number, ...more };
    return this.api.ask('restore.plan', { params: { cluster: this.cluster }, body });
  }

  /** A plan, runnable or not. The request must succeed. */
  async planned(backupId: number): Promise<Restore & { restoreId: number }> {
    const { status, body } = await this.plan(backupId);
    if (status !== 201) throw new Error(`no plan: ${JSON.stringify(body)}`);
    return { ...body, restoreId: body.restoreId ?? 0 };
  }

  run(restoreId: number, hash: unknown): Promise<Answer<Restore & Problem>> {
    return this.api.ask('restore.run', { ...this.at(restoreId), body: { hash: hash as string } });
  }

  /** Plans and runs a restore that must begin. */
  async begun(backupId: number): Promise<number> {
    const { restoreId, plan } = await this.planned(backupId);
    const { status, body } = await this.run(restoreId, plan.hash);
    if (status !== 202) throw new Error(`not started: ${JSON.stringify(body)}`);
    return restoreId;
  }

  restore(id: number): Promise<Restore> {
    return this.api.read('restore.show', this.at(id));
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

  private at(id: number): { params: { cluster: string; id: number } } {
    return { params: { cluster: this.cluster, id } };
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
