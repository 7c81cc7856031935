import type { RunSummary } from '#contracts';

type Steps = RunSummary['steps'];

export interface Progress {
  /** 0 to 1; a step that tells of its parts counts by them. */
  share: number;
  done: number;
  total: number;
  /** "backup-operate 2/6, backup-tasklist" */
  at: string;
}

/** How far a run is, by its steps. */
export function progressOf(steps: Steps): Progress {
  const ended = steps.filter(({ state }) => state === 'done' || state === 'failed' || state === 'skipped');
  const running = steps.filter(({ state }) => state === 'running');
  const parts = running.reduce((sum, { done, total }) => sum + (total ? (done ?? 0) / total : 0), 0);
  return {
    share: steps.length === 0 ? 0 : Math.min(1, (ended.length + parts) / steps.length),
    done: ended.length,
    total: steps.length,
    at: running
      .map(({ name, done, total }) => (total === null ? name : `${name} ${done ?? 0}/${total}`))
      .join(', '),
  };
}
