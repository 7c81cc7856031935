import { asText, asTime } from './engine/fields.ts';
import type { SnapshotInfo } from './engine/shapes.ts';
import type { SnapshotDetails, SnapshotLook, SnapshotObservation } from './ports/snapshot-store.port.ts';

export const absentSnapshot: SnapshotObservation = {
  state: 'absent',
  message: 'no such snapshot',
  done: 0,
  total: null,
  startedAt: null,
  details: null,
};

export function detailsOf(snapshot: SnapshotInfo): SnapshotDetails {
  const { shards } = snapshot;
  return {
    uuid: snapshot.uuid ?? null,
    indices: snapshot.indices?.length ?? 0,
    indexNames: [...(snapshot.indices ?? [])],
    indexSizes: Object.fromEntries(
      Object.entries(snapshot.index_details ?? {}).map(([index, { size_in_bytes: size }]) => [
        index,
        Number(size),
      ]),
    ),
    engineVersion: asText(snapshot.version),
    indexVersion: typeof snapshot.version_id === 'number' ? snapshot.version_id : null,
    shards: { total: shards?.total ?? 0, successful: shards?.successful ?? 0, failed: shards?.failed ?? 0 },
    sizeBytes: sizeOf(snapshot),
    startedAt: asTime(snapshot.start_time_in_millis),
    finishedAt: asTime(snapshot.end_time_in_millis),
    metadata: { ...snapshot.metadata },
  };
}

function sizeOf(snapshot: SnapshotInfo): number | null {
  if (snapshot.indices?.length === 0) return 0;
  const sizes = Object.values(snapshot.index_details ?? {}).map((index) => index.size_in_bytes);
  return sizes.length === 0 ? null : sizes.map(Number).reduce((sum, size) => sum + size, 0);
}

/** Judges one snapshot. `progress` is what `_status` tells of one that is running. */
export function observeSnapshot(
  snapshot: SnapshotInfo,
  progress: { done: number; total: number } | null,
  { mayBeEmpty = false }: SnapshotLook = {},
): SnapshotObservation {
  const details = detailsOf(snapshot);
  const word = snapshot.state ?? 'UNKNOWN';
  const verdict = verdictOf(word, details, { reasons: reasonsOf(snapshot), mayBeEmpty });
  const running = verdict.state === 'running' ? progress : null;
  const done = running?.done ?? details.shards.successful;
  const total = running?.total ?? details.shards.total;
  const message = verdict.message ?? `${word}, ${done} of ${total} shards of ${details.indices} indices`;
  return { state: verdict.state, message, done, total, startedAt: details.startedAt, details };
}

interface Verdict {
  state: SnapshotObservation['state'];
  message?: string;
}

function verdictOf(
  word: string,
  { indices, shards }: SnapshotDetails,
  { reasons, mayBeEmpty }: { reasons: string; mayBeEmpty: boolean },
): Verdict {
  switch (word) {
    case 'IN_PROGRESS':
    case 'STARTED':
      return { state: 'running' };
    case 'SUCCESS':
      // Taken of a pattern that matched nothing, it still succeeds (recorded on Elasticsearch 8.16).
      if (indices === 0 && !mayBeEmpty)
        return { state: 'failed', message: 'SUCCESS, but a snapshot of nothing: 0 indices' };
      if (shards.failed > 0 || shards.successful < shards.total) break;
      return { state: 'completed' };
    case 'PARTIAL':
    case 'FAILED':
    case 'INCOMPATIBLE':
      break;
    default:
      // A word of a later version: time decides, and the word is shown.
      return { state: 'incomplete', message: `${word} (a state this version of Holdfast does not know)` };
  }
  return { state: 'failed', message: `${word}, ${shards.failed} of ${shards.total} shards failed${reasons}` };
}

const SHOWN_REASONS = 3;

/** Why shards failed, to be put behind a sentence; empty where none did. */
export function reasonsOf(snapshot: SnapshotInfo): string {
  const failures = (snapshot.failures ?? []).map(
    (each) => `${String(each.index)}[${String(each.shard_id)}]: ${String(each.reason)}`,
  );
  const all = [...(snapshot.reason === undefined ? [] : [snapshot.reason]), ...failures];
  if (all.length === 0) return '';
  const rest = all.length > SHOWN_REASONS ? ` and ${all.length - SHOWN_REASONS} more` : '';
  return `: ${all.slice(0, SHOWN_REASONS).join('; ').replace(/\s+/g, ' ').slice(0, 250)}${rest}`;
}
