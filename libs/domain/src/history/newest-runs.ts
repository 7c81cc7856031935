import type { RunKind } from '../procedure-shape.ts';
import type { RunOutcome, RunRecord } from '../run.ts';

/** What is read of a run to decide whether it is trimmed. */
export type RunOutline = Pick<
  RunRecord,
  'number' | 'kind' | 'setId' | 'runId' | 'phase' | 'outcome' | 'finishedAt'
>;

/**
 * The newest run of each kind and outcome that was ever seen, and the newest of all: so the newest of each kind, and the
 * newest completed backup are among them. Alerts, metrics and the next run are decided by these, and a run that takes the
 * place of one of them is always newer.
 */
export class NewestRuns {
  private readonly newest = new Map<string, RunOutline>();
  private greatest = 0;

  /** Up to which number runs were seen; 0 for none. */
  get seenUpTo(): number {
    return this.greatest;
  }

  /** Idempotent, in any order. */
  see(run: RunOutline): void {
    const key = keyOf(run);
    // One that is open stays as long as it is.
    if (run.outcome !== null && run.number >= (this.newest.get(key)?.number ?? 0)) this.newest.set(key, run);
    this.greatest = Math.max(run.number, this.greatest);
  }

  /** Null where there is none. */
  of(kind: RunKind, outcome: RunOutcome): RunOutline | null {
    return this.newest.get(keyOf({ kind, outcome })) ?? null;
  }

  /** Each once. */
  get numbers(): number[] {
    return [...this.newest.values()].map(({ number }) => number);
  }

  has(number: number): boolean {
    return number === this.greatest || this.numbers.includes(number);
  }
}

function keyOf({ kind, outcome }: Pick<RunOutline, 'kind' | 'outcome'>): string {
  return `${kind} ${outcome ?? 'open'}`;
}
