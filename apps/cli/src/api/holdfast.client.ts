import {
  auditListSchema,
  alertListSchema,
  brokenLockSchema,
  doctorReportSchema,
  notificationTargetListSchema,
  notificationTargetSchema,
  backupListSchema,
  backupSchema,
  clusterListSchema,
  exportingSchema,
  manifestSchema,
  meSchema,
  restoreListSchema,
  restoreSchema,
  retentionPreviewSchema,
  retentionRunSchema,
  runSchema,
  scheduleListSchema,
  scheduleSchema,
  verificationSchema,
  type AuditList,
  type Alert,
  type BrokenLock,
  type DoctorReport,
  type NotificationTargetView,
  type Backup,
  type BackupList,
  type Cluster,
  type Confirm,
  type Exporting,
  type JournalEvent,
  type Manifest,
  type Me,
  type PauseSchedule,
  type Restore,
  type RestoreList,
  type RetentionPreview,
  type RetentionRun,
  type Run,
  type Schedule,
  type StartBackup,
  type Verification,
} from '#contracts';
import type { RunName } from '#domain';
import { HoldfastHttp } from './http.ts';

/** A run of any kind. */
export interface RunReference extends RunName {
  cluster: string;
}

export interface Page {
  limit: number;
  cursor?: string;
}

/** Holdfast's HTTP API, as far as the command line needs it. Every method throws ProblemAnswer. */
export class HoldfastClient {
  private readonly http: HoldfastHttp;

  /**
   * @param token is asked for when the first request is made
   * @param seen what is done to each answer before anything else sees it
   */
  constructor(
    readonly url: string,
    token: () => string | null = () => null,
    seen?: <T>(answer: T) => T,
  ) {
    this.http = new HoldfastHttp(url, token, undefined, seen);
  }

  me(): Promise<Me> {
    return this.http.ask(meSchema, { path: ['me'] });
  }

  audit(page: Page): Promise<AuditList> {
    return this.http.ask(auditListSchema, { path: ['audit'], query: { ...page } });
  }

  async clusters(): Promise<Cluster[]> {
    return (await this.http.ask(clusterListSchema, { path: ['clusters'] })).items;
  }

  exporting(cluster: string): Promise<Exporting> {
    return this.http.ask(exportingSchema, { path: ['clusters', cluster, 'exporting'] });
  }

  resumeExporting(cluster: string): Promise<Exporting> {
    return this.http.ask(exportingSchema, {
      method: 'POST',
      path: ['clusters', cluster, 'exporting', 'resume'],
    });
  }

  breakLock(cluster: string, fence: number): Promise<BrokenLock> {
    return this.http.ask(brokenLockSchema, {
      method: 'POST',
      path: ['clusters', cluster, 'lock', 'break'],
      body: { fence },
    });
  }

  async alerts(): Promise<Alert[]> {
    return (await this.http.ask(alertListSchema, { path: ['alerts'] })).items;
  }

  async notificationTargets(): Promise<NotificationTargetView[]> {
    return (await this.http.ask(notificationTargetListSchema, { path: ['notifications'] })).items;
  }

  testNotification(target: string): Promise<NotificationTargetView> {
    return this.http.ask(notificationTargetSchema, {
      method: 'POST',
      path: ['notifications', target, 'test'],
    });
  }

  doctor(cluster?: string): Promise<DoctorReport> {
    return this.http.ask(doctorReportSchema, {
      path: ['doctor'],
      query: cluster === undefined ? {} : { cluster },
    });
  }

  supportBundle(): Promise<{ name: string | null; content: Uint8Array }> {
    return this.http.download({ path: ['support-bundle'] });
  }

  startBackup(cluster: string, body: StartBackup): Promise<Backup> {
    return this.http.ask(backupSchema, { method: 'POST', path: ['clusters', cluster, 'backups'], body });
  }

  backups(cluster: string, page: Page): Promise<BackupList> {
    return this.http.ask(backupListSchema, { path: ['clusters', cluster, 'backups'], query: { ...page } });
  }

  backup(cluster: string, id: number, signal?: AbortSignal): Promise<Backup> {
    return this.http.ask(backupSchema, { path: ['clusters', cluster, 'backups', id], signal });
  }

  cancelBackup(cluster: string, id: number): Promise<Backup> {
    const path = ['clusters', cluster, 'backups', id, 'cancel'];
    return this.http.ask(backupSchema, { method: 'POST', path });
  }

  verify(cluster: string, id: number): Promise<Verification> {
    const path = ['clusters', cluster, 'backups', id, 'verify'];
    return this.http.ask(verificationSchema, { method: 'POST', path });
  }

  manifest(cluster: string, id: number): Promise<Manifest> {
    return this.http.ask(manifestSchema, { path: ['clusters', cluster, 'backups', id, 'manifest'] });
  }

  mark(cluster: string, id: number, mark: 'keep' | 'release'): Promise<Backup> {
    return this.http.ask(backupSchema, { method: 'POST', path: ['clusters', cluster, 'backups', id, mark] });
  }

  adopt(cluster: string, id: number, from: string | undefined): Promise<Backup> {
    const path = ['clusters', cluster, 'backups', id, 'adopt'];
    return this.http.ask(backupSchema, {
      method: 'POST',
      path,
      body: { ...(from !== undefined && { from }) },
    });
  }

  deleteBackup(cluster: string, id: number, force: boolean): Promise<Run> {
    return this.http.ask(runSchema, {
      method: 'DELETE',
      path: ['clusters', cluster, 'backups', id],
      query: { force: String(force) },
    });
  }

  deletion(cluster: string, id: number, signal?: AbortSignal): Promise<Run> {
    return this.http.ask(runSchema, { path: ['clusters', cluster, 'deletions', id], signal });
  }

  planRestore(cluster: string, body: { backupId: number; dryRun: boolean }): Promise<Restore> {
    return this.http.ask(restoreSchema, { method: 'POST', path: ['clusters', cluster, 'restores'], body });
  }

  restores(cluster: string, page: Page): Promise<RestoreList> {
    return this.http.ask(restoreListSchema, { path: ['clusters', cluster, 'restores'], query: { ...page } });
  }

  restore(cluster: string, id: number, signal?: AbortSignal): Promise<Restore> {
    return this.http.ask(restoreSchema, { path: ['clusters', cluster, 'restores', id], signal });
  }

  runRestore(cluster: string, id: number, hash: string): Promise<Restore> {
    const path = ['clusters', cluster, 'restores', id, 'run'];
    return this.http.ask(restoreSchema, { method: 'POST', path, body: { hash } });
  }

  cancelRestore(cluster: string, id: number): Promise<Restore> {
    return this.http.ask(restoreSchema, {
      method: 'POST',
      path: ['clusters', cluster, 'restores', id, 'cancel'],
    });
  }

  confirm(cluster: string, id: number, body: Confirm): Promise<Restore> {
    const path = ['clusters', cluster, 'restores', id, 'confirm'];
    return this.http.ask(restoreSchema, { method: 'POST', path, body });
  }

  async schedules(cluster: string): Promise<Schedule[]> {
    return (await this.http.ask(scheduleListSchema, { path: ['clusters', cluster, 'schedules'] })).items;
  }

  schedule(cluster: string, name: string): Promise<Schedule> {
    return this.http.ask(scheduleSchema, { path: ['clusters', cluster, 'schedules', name] });
  }

  pauseSchedule(cluster: string, name: string, body: PauseSchedule): Promise<Schedule> {
    const path = ['clusters', cluster, 'schedules', name, 'pause'];
    return this.http.ask(scheduleSchema, { method: 'POST', path, body });
  }

  resumeSchedule(cluster: string, name: string): Promise<Schedule> {
    const path = ['clusters', cluster, 'schedules', name, 'resume'];
    return this.http.ask(scheduleSchema, { method: 'POST', path });
  }

  triggerSchedule(cluster: string, name: string): Promise<Backup> {
    const path = ['clusters', cluster, 'schedules', name, 'trigger'];
    return this.http.ask(backupSchema, { method: 'POST', path });
  }

  retentionPreview(cluster: string): Promise<RetentionPreview> {
    return this.http.ask(retentionPreviewSchema, { path: ['clusters', cluster, 'retention'] });
  }

  applyRetention(cluster: string, hash: string): Promise<RetentionRun> {
    const path = ['clusters', cluster, 'retention', 'apply'];
    return this.http.ask(retentionRunSchema, { method: 'POST', path, body: { hash } });
  }

  lastRetention(cluster: string, signal?: AbortSignal): Promise<RetentionRun> {
    return this.http.ask(retentionRunSchema, { path: ['clusters', cluster, 'retention', 'last'], signal });
  }

  /** A run's journal after an event id, until the server ends the stream. */
  events(run: RunReference, after: string | null, signal: AbortSignal): AsyncGenerator<JournalEvent> {
    return this.http.events({
      path: ['clusters', run.cluster, `${run.kind}s`, run.number, 'events'],
      headers: after === null ? {} : { 'last-event-id': after },
      signal,
    });
  }
}
