import type { Awaited } from '#domain';

/**
 * Notices work that no process takes up, without trusting clocks: it counts our own beats during which a mark stayed as
 * it was. Time in which we could not look, being stopped or without Redis, does not count.
 */
export class IdleWork {
  private readonly runs = new Map<string, Map<string, { mark: string; idleMs: number }>>();

  /** @returns the first work that stayed untouched for longer than `patience` (ms), or null */
  idleFor(
    runId: string,
    awaited: readonly Awaited[],
    { patience, beat }: { patience: number; beat: number },
  ): string | null {
    const before = this.runs.get(runId);
    const now = new Map<string, { mark: string; idleMs: number }>(
      awaited.map(({ work, mark }) => {
        const known = before?.get(work);
        return [work, { mark, idleMs: known?.mark === mark ? known.idleMs + beat : 0 }];
      }),
    );
    // Only the runs that are open now are worth remembering, and there are few.
    if (this.runs.size > 100) this.runs.clear();
    this.runs.set(runId, now);
    return [...now].find(([, { idleMs }]) => idleMs > patience)?.[0] ?? null;
  }
}
