import { Injectable } from '@nestjs/common';
import type { Permit } from '#http';
import { TooLate, RunStore } from '#redis';
import type { PauseOwner, RunRecord } from '#domain';
import { within } from '../within.ts';
import { PauseMemory } from './pause-memory.ts';
import { readable } from '../runs/readable.ts';

/** Redis has this time to answer who owns a pause; one that hangs holds up neither a beat nor a request (ms). */
export const ASK_MS = 1_000;
/** For this time after the end of a run, a pause is taken for a late arrival of its own call (ms). */
const LATE_MS = 120_000;
/** Between asking who owns a pause and lifting it, no process may have been stopped for longer (ms). */
const STALE_MS = 1_500;

/** Who owned a pause in the moment in which it was asked. */
export interface OwnerAnswer {
  owner: PauseOwner;
  /** Throws TooLate when a call that lifts the pause may no longer leave: by then, another run may own a pause. */
  permitFor: (caller: string) => Permit;
}

/** Tells who owns the pause of a cluster. */
@Injectable()
export class PauseOwners {
  constructor(
    private readonly store: RunStore,
    private readonly pauses: PauseMemory,
  ) {}

  /** Answers within about a second, whatever Redis does; never throws. Idempotent. */
  async of(cluster: string): Promise<OwnerAnswer> {
    const asked = performance.now();
    const owner = await within(ASK_MS, this.read(cluster)).catch((): PauseOwner => ({ kind: 'unknown' }));
    // An answer that did not come took its time, too, and that is no sign that this process was stopped.
    const limit = owner.kind === 'unknown' ? ASK_MS + STALE_MS : STALE_MS;
    const permitFor = (caller: string) => (): void => {
      if (performance.now() - asked > limit) throw new TooLate(caller);
    };
    return { owner, permitFor };
  }

  private async read(cluster: string): Promise<PauseOwner> {
    const intent = await readable(this.store.pauseIntent(cluster));
    // Another build wrote it: it may be owned, and until when, only that build knows. The pause budget bounds it.
    if (intent === undefined) return { kind: 'unreadable' };
    this.pauses.note(cluster, intent);
    const [newest] = await this.store.list(cluster, { limit: 1 });
    const run = intent && (await readable(this.store.find(cluster, intent.number)));
    // Its run cannot be read, and counts as open: the pause is lifted after its deadline, and the run is left as it is.
    if (intent && run === undefined) return { kind: 'run', run: intent, deadline: intent.deadline };
    if (intent && run?.runId === intent.runId)
      return run.phase === 'done'
        ? { kind: 'ended-run', run: intent }
        : { kind: 'run', run: intent, deadline: intent.deadline };
    return { kind: this.pauses.mayBeOurs(cluster) || pausedLately(newest) ? 'lost-run' : 'none' };
  }
}

function pausedLately(run: RunRecord | undefined): boolean {
  if (run?.phase !== 'done' || run.finishedAt === null) return false;
  const asked = run.steps.some((step) => step.name === 'pause-exporting' && step.attempts > 0);
  return asked && Date.now() - Date.parse(run.finishedAt) < LATE_MS;
}
