import type { BackupSetView } from '#contracts';
import type { SetNote } from '#redis';
import { rfc3339, type BackupSet, type RunRecord } from '#domain';
import type { SetFigures } from './snapshot-facts.reader.ts';

interface About {
  /** The run that took it; null for a foreign set. */
  run: Pick<RunRecord, 'requestedAt' | 'finishedAt' | 'pausedAt'> | null;
  note: SetNote;
  figures: SetFigures;
  deletion: RunRecord | null;
  now: Date;
}

const seconds = (ms: number): number => Math.round(ms / 100) / 10;

/** A set as the API shows it. Times are those of our run where there is one, else those of the snapshots. */
export function setView(set: BackupSet, { run, note, figures, deletion, now }: About): BackupSetView {
  const startedAt = run?.requestedAt ?? rfc3339(figures.startedAt);
  const finishedAt = run ? run.finishedAt : rfc3339(figures.finishedAt);
  const { state, foreign, ownedBy, origin, parts, missing, versions, partitions } = set;
  return {
    state,
    foreign,
    ownedBy,
    origin,
    adopted: note.adopted,
    kept: note.kept !== null,
    parts,
    missing,
    versions,
    partitions,
    sizeBytes: figures.sizeBytes,
    startedAt,
    finishedAt,
    durationSeconds: startedAt && finishedAt ? seconds(Date.parse(finishedAt) - Date.parse(startedAt)) : null,
    ageSeconds: startedAt ? Math.max(0, seconds(now.getTime() - Date.parse(startedAt))) : null,
    verification: note.verification && {
      verifiedAt: note.verification.verifiedAt,
      ok: note.verification.ok,
    },
    deletion: deletion && {
      deletionId: deletion.number,
      startedAt: deletion.requestedAt,
      phase: deletion.phase,
      failure: deletion.failure,
    },
  };
}
