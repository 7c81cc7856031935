import type { RunRecord } from '../run.ts';
import { backupPointOf } from './backup-point.ts';
import { medianOf } from './statistics.ts';
import { timeOf } from '../rfc3339.ts';

/** How many of the newest runs tell what is usual. */
const NEWEST = 10;

/** How long runs of a cluster usually take (ms): the medians of the newest ones that completed. */
export interface Usual {
  backup: { took: number; paused: number | null; of: number } | null;
  restore: { took: number; of: number } | null;
}

/** Pure. @param runs of every kind, newest first */
export function usualOf(runs: readonly RunRecord[]): Usual {
  const completed = runs.filter(({ outcome }) => outcome === 'completed');
  const backups = completed
    .map(backupPointOf)
    .filter((point) => point !== null)
    .slice(0, NEWEST);
  const took = medianOf(backups.map((point) => point.took));
  const restores = completed
    .flatMap((run) => (run.kind === 'restore' ? (tookOf(run) ?? []) : []))
    .slice(0, NEWEST);
  const restoreTook = medianOf(restores);
  return {
    backup:
      took === null
        ? null
        : {
            took,
            paused: medianOf(backups.flatMap(({ paused }) => paused ?? [])),
            of: backups.length,
          },
    restore: restoreTook === null ? null : { took: restoreTook, of: restores.length },
  };
}

function tookOf({ requestedAt, finishedAt }: RunRecord): number | null {
  const [from, to] = [timeOf(requestedAt), timeOf(finishedAt)];
  return from === null || to === null ? null : Math.max(0, to - from);
}
