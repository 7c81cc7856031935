import type { RunSummary } from '#contracts';

/** How many of the newest backups tell what is usual. */
const NEWEST = 10;

export interface UsualPause {
  /** The median (ms). */
  ms: number;
  /** Of how many backups. */
  of: number;
}

/** How long backups that completed paused exporting. @param runs newest first. @returns null where none did. Pure. */
export function usualPause(runs: readonly RunSummary[]): UsualPause | null {
  const pauses = runs
    .flatMap(({ kind, outcome, pausedAt, resumedAt }) =>
      kind === 'backup' && outcome === 'completed' && pausedAt !== null && resumedAt !== null
        ? [Date.parse(resumedAt) - Date.parse(pausedAt)]
        : [],
    )
    .slice(0, NEWEST)
    .sort((a, b) => a - b);
  const upper = pauses[Math.floor(pauses.length / 2)];
  const lower = pauses[Math.ceil(pauses.length / 2) - 1];
  return upper === undefined || lower === undefined ? null : { ms: (lower + upper) / 2, of: pauses.length };
}
