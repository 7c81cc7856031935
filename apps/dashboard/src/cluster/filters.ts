import type { Backup, RunSummary } from '#contracts';

export const FILTERS = [
  'all',
  'complete',
  'unverified',
  'foreign',
  'partial',
  'running',
  'failed',
  'gone',
  'kept',
] as const;
export type SetFilter = (typeof FILTERS)[number];

/** Whether a backup has the wanted state. `gone`: only the record of its run or of its deletion is left. */
export function hasState({ set, run }: Pick<Backup, 'set' | 'run'>, wanted: SetFilter): boolean {
  if (wanted === 'all') return true;
  if (wanted === 'kept') return set?.kept === true;
  if (set === null) return wanted === (run === null || run.phase === 'done' ? 'gone' : 'running');
  return set.state === wanted;
}

export const RUN_FILTERS = ['all', 'backup', 'restore', 'deletion', 'not completed', 'running'] as const;
export type RunFilter = (typeof RUN_FILTERS)[number];

export function isLike(
  { kind, phase, outcome }: Pick<RunSummary, 'kind' | 'phase' | 'outcome'>,
  wanted: RunFilter,
): boolean {
  if (wanted === 'all') return true;
  if (wanted === 'running') return phase !== 'done';
  if (wanted === 'not completed') return phase === 'done' && outcome !== 'completed';
  return kind === wanted;
}
