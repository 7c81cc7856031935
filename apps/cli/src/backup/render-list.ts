import type { Backup, BackupList } from '#contracts';
import { backupStateOf, runOriginText, scheduleOf } from '#domain';
import { bytes, localTime, span } from '../output/format.ts';
import { table } from '../output/table.ts';
import { whose } from './foreign.ts';
import { paintedState } from './render-backup.ts';

/** What the list is of. */
export interface ListAbout {
  /** null: of several clusters. */
  cluster: string | null;
  /** Only some were asked for. */
  isNarrowed: boolean;
  wide: boolean;
}

interface Column {
  head: string;
  cell: (backup: Backup, now: number) => string;
  /** Shown with `-o wide` only. */
  wide?: true;
}

const COLUMNS: readonly Column[] = [
  { head: 'ID', cell: ({ backupId }) => String(backupId) },
  { head: 'STATE', cell: (backup) => paintedState(backup) },
  { head: 'STARTED', cell: (backup) => localTime(startOf(backup)) },
  { head: 'AGE', cell: (backup, now) => ageOf(backup, now) },
  {
    head: 'TOOK',
    cell: ({ set }) => (set?.durationSeconds == null ? '–' : `${set.durationSeconds.toFixed(1)} s`),
  },
  { head: 'SIZE', cell: ({ set }) => bytes(set?.sizeBytes ?? null) },
  { head: 'CAMUNDA', cell: ({ set, run }) => set?.versions.join(', ') || run?.version || '–', wide: true },
  { head: 'REQUESTED BY', cell: ({ run }) => (run === null ? '–' : runOriginText(run.origin)), wide: true },
  {
    head: 'VERIFIED',
    cell: ({ set }) => localTime(set?.verification?.verifiedAt ?? null),
    wide: true,
  },
  { head: 'NOTES', cell: (backup) => notes(backup).join(', ') },
];

export function renderList({ cluster, isNarrowed, wide }: ListAbout, { items }: BackupList): string {
  const where = cluster === null ? 'No cluster' : `Cluster ${cluster}`;
  const none = cluster === null ? 'has a backup' : 'has no backup';
  if (items.length === 0) return `${where} ${none}${isNarrowed ? ' like that' : ''}.`;
  const now = Date.now();
  const shown = COLUMNS.filter((column) => wide || column.wide !== true);
  const columns: readonly Column[] =
    cluster === null ? [{ head: 'CLUSTER', cell: (backup) => backup.cluster }, ...shown] : shown;
  return table(
    columns.map(({ head }) => head),
    items.map((backup) => columns.map(({ cell }) => cell(backup, now))),
  );
}

const startOf = ({ set, run }: Backup): string | null => (set ? set.startedAt : (run?.requestedAt ?? null));

function ageOf(backup: Backup, now: number): string {
  const startedAt = startOf(backup);
  return span(startedAt === null ? null : (now - Date.parse(startedAt)) / 1000);
}

function notes({ set, run }: Backup): string[] {
  const all = Object.entries(run?.labels ?? {}).map(([key, value]) => `${key}=${value}`);
  const owner = set && whose(set);
  if (owner) all.push(owner);
  if (set?.kept) all.push('kept');
  if (set?.verification) all.push(set.verification.ok ? 'verified' : 'verification failed');
  if (set?.deletion) all.push(set.deletion.phase === 'done' ? 'deletion stopped half-way' : 'being deleted');
  if (set?.state === 'partial') all.push(`${set.missing.length} missing`);
  return all;
}

/** A backup in a list for programs: its figures, without steps, checks and parts. */
export function slim(backup: Backup) {
  const { backupId, cluster, set, run, deleted } = backup;
  return {
    ...{ backupId, cluster, state: backupStateOf(backup), startedAt: startOf(backup) },
    finishedAt: set?.finishedAt ?? run?.finishedAt ?? null,
    durationSeconds: set?.durationSeconds ?? null,
    sizeBytes: set?.sizeBytes ?? null,
    versions: set?.versions ?? [],
    labels: run?.labels ?? {},
    schedule: run === null ? null : scheduleOf(run.origin),
    kept: set?.kept ?? false,
    verified: set?.verification ?? null,
    missing: set?.missing.length ?? 0,
    failure: run?.failure?.message ?? null,
    deletedAt: deleted?.at ?? null,
  };
}
