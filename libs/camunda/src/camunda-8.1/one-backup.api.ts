import { StepFailure, type BackedUp, type BackupObservation } from '#domain';
import type { CallOptions } from '#http';
import type { BackupApi, KnownBackup, LookOptions } from '../ports/backup.api.ts';

/** A backup API of 8.1, which knows one backup at a time: it has neither a list nor a deletion, and is not asked for them. */
export abstract class OneBackupApi implements BackupApi {
  abstract readonly component: BackedUp;
  readonly can = { list: false, delete: false };

  abstract trigger(backupId: number, call?: CallOptions): Promise<string>;
  abstract look(backupId: number, call?: LookOptions): Promise<BackupObservation>;
  abstract checkpoints(backupId: number, call?: CallOptions): Promise<Record<string, number>>;

  ids(): Promise<number[]> {
    return Promise.reject(this.hasNone('list of backups'));
  }

  list(): Promise<KnownBackup[]> {
    return Promise.reject(this.hasNone('list of backups'));
  }

  delete(): Promise<void> {
    return Promise.reject(this.hasNone('deletion of backups'));
  }

  private hasNone(what: string): StepFailure {
    const message = `${this.component} of Camunda 8.1 has no ${what}; 8.2 and later have one.`;
    return StepFailure.permanent('refused', message, { component: this.component });
  }
}
