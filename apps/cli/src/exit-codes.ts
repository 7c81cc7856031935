import type { Run } from '#contracts';

/** What a script may rely on. Anything unknown counts as failed. */
export const EXIT = {
  ok: 0,
  failed: 1,
  usage: 2,
  rejected: 5,
  notFound: 6,
  busy: 11,
  exportingNotRunning: 20,
  interrupted: 130,
} as const;

export function exitCodeOf(run: Pick<Run, 'outcome' | 'exporting'>): number {
  if (run.outcome === 'rejected') return EXIT.rejected;
  if (run.exporting !== 'running') return EXIT.exportingNotRunning;
  return run.outcome === 'completed' ? EXIT.ok : EXIT.failed;
}

export function exitCodeOfStatus(status: number): number {
  if (status === 404) return EXIT.notFound;
  if (status === 409) return EXIT.busy;
  return status === 400 || status === 422 ? EXIT.usage : EXIT.failed;
}
