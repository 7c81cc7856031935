import { Injectable } from '@nestjs/common';
import type { PauseIntent } from '#coordination';

/** So long after it was last on record, a pause counts as the work of the run that intended it (ms). */
const OURS_MS = 120_000;

/**
 * What this process knows of pauses without Redis: the last intent of each cluster. It tells a pause of ours, whose
 * record was lost or which arrived late, from one that somebody else made.
 */
@Injectable()
export class PauseMemory {
  private readonly seen = new Map<string, { intent: PauseIntent; at: number; onRecord: boolean }>();

  /** Call it with what Redis holds now, and before an intent is written. */
  note(cluster: string, intent: PauseIntent | null): void {
    const known = this.seen.get(cluster);
    if (intent) this.seen.set(cluster, { intent, at: performance.now(), onRecord: true });
    else if (known) this.seen.set(cluster, { ...known, onRecord: false });
  }

  /** A pause seen now may be that of a run of ours which is gone from the record. */
  mayBeOurs(cluster: string): boolean {
    const known = this.seen.get(cluster);
    return known !== undefined && performance.now() - known.at < OURS_MS;
  }

  /** Until when (ms since the epoch) the pause last on record is owned; null when none was, or it was lifted. */
  deadline(cluster: string): number | null {
    const known = this.seen.get(cluster);
    return known?.onRecord ? known.intent.deadline : null;
  }
}
