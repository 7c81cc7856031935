import type {
  ApplyRetention,
  Backup,
  BackupList,
  Confirm,
  LoginWays,
  Me,
  Restore,
  RetentionPreview,
  RetentionRun,
  Run,
  RunList,
  Schedule,
  ScheduleList,
  Verification,
} from '#contracts';
import type { RunName } from '#domain';
import { ApiProblem, ask } from './http.ts';

const V1 = '/api/v1';
const at = (cluster: string, ...rest: (string | number)[]): string =>
  [V1, 'clusters', ...[cluster, ...rest].map((part) => encodeURIComponent(part))].join('/');

/** A run of any kind. */
export interface RunReference extends RunName {
  cluster: string;
}

export const runPath = ({ kind, cluster, number }: RunReference): string => at(cluster, `${kind}s`, number);

const page = (cursor: string | null): string => `?limit=25${cursor === null ? '' : `&cursor=${cursor}`}`;
const post = { method: 'POST' } as const;

/** Holdfast's HTTP API, as far as the dashboard needs it. Every function throws ApiProblem. */
export const holdfast = {
  me: () => ask<Me>(`${V1}/me`),
  loginWays: () => ask<LoginWays>(`${V1}/login`),
  logIn: (token: string) => ask<unknown>(`${V1}/session`, { ...post, body: { token } }),
  logOut: () => ask<unknown>(`${V1}/session`, { method: 'DELETE' }),

  runs: (cluster: string, cursor: string | null) => ask<RunList>(`${at(cluster, 'runs')}${page(cursor)}`),
  backups: (cluster: string, cursor: string | null) =>
    ask<BackupList>(`${at(cluster, 'backups')}${page(cursor)}`),
  backup: (cluster: string, id: number) => ask<Backup>(at(cluster, 'backups', id)),
  startBackup: (cluster: string) => ask<Backup>(at(cluster, 'backups'), { ...post, body: {} }),
  verify: (cluster: string, id: number) => ask<Verification>(at(cluster, 'backups', id, 'verify'), post),
  mark: (cluster: string, id: number, mark: 'keep' | 'release') =>
    ask<Backup>(at(cluster, 'backups', id, mark), post),
  adopt: (cluster: string, id: number, from: string | null) =>
    ask<Backup>(at(cluster, 'backups', id, 'adopt'), { ...post, body: from === null ? {} : { from } }),
  remove: (cluster: string, id: number, force: boolean) =>
    ask<Run>(`${at(cluster, 'backups', id)}?force=${String(force)}`, { method: 'DELETE' }),
  deletion: (cluster: string, id: number) => ask<Run>(at(cluster, 'deletions', id)),
  cancel: (run: RunReference) => ask<unknown>(`${runPath(run)}/cancel`, post),

  restore: (cluster: string, id: number) => ask<Restore>(at(cluster, 'restores', id)),
  planRestore: (cluster: string, backupId: number) =>
    ask<Restore>(at(cluster, 'restores'), { ...post, body: { backupId } }),
  runRestore: (cluster: string, id: number, hash: string) =>
    ask<Restore>(at(cluster, 'restores', id, 'run'), { ...post, body: { hash } }),
  confirm: (cluster: string, id: number, body: Confirm) =>
    ask<Restore>(at(cluster, 'restores', id, 'confirm'), { ...post, body }),

  schedules: (cluster: string) => ask<ScheduleList>(at(cluster, 'schedules')),
  pauseSchedule: (cluster: string, name: string, note: string) =>
    ask<Schedule>(at(cluster, 'schedules', name, 'pause'), { ...post, body: { note } }),
  resumeSchedule: (cluster: string, name: string) =>
    ask<Schedule>(at(cluster, 'schedules', name, 'resume'), post),
  triggerSchedule: (cluster: string, name: string) =>
    ask<Backup>(at(cluster, 'schedules', name, 'trigger'), post),

  /** null where it has not run yet. */
  lastRetention: (cluster: string) =>
    ask<RetentionRun>(at(cluster, 'retention', 'last')).catch((error: unknown): null => {
      if (error instanceof ApiProblem && error.status === 404) return null;
      throw error;
    }),
  retention: (cluster: string) => ask<RetentionPreview>(at(cluster, 'retention')),
  applyRetention: (cluster: string, body: ApplyRetention) =>
    ask<RetentionRun>(at(cluster, 'retention', 'apply'), { ...post, body }),
};
