import { Inject, Injectable } from '@nestjs/common';
import type { HoldfastConfig } from '#config';
import { isFollowedByParallel, procedureOf } from '#domain';
import { PauseWindows, type RunReference } from '#redis';
import { Busyness } from './busyness.ts';
import { EARLY_IN_LINE_MS } from '../steps/earlier-steps.ts';
import { pollDelay } from '../steps/poll-delay.ts';
import type { StepContext, Wait } from '../steps/step.ts';
import { CONFIG } from '../tokens.ts';

/** The first in line look at least this often, however far apart the looks at a component may be (ms). */
const FIRST_MAX_MS = 5_000;
/** How much longer a run waits for its next look, for each time that all windows must open before its turn (ms). */
const ROUND_MS = 1_000;

/** A process that works for a greater part of its time has none left for what comes in between. */
const BUSY = 0.75;
const GIVE_WAY_MS = 500;

/**
 * The line of the runs that are to pause exporting. A pause costs its cluster, and waiting costs nothing: so no more runs have
 * exporting paused at once than the processes can serve without making each pause longer (`steps.pausesAtOnce`).
 */
@Injectable()
export class PauseLine {
  constructor(
    @Inject(CONFIG) private readonly config: HoldfastConfig,
    private readonly windows: PauseWindows,
    private readonly busyness: Busyness,
  ) {}

  /** Asks for a pause window. Idempotent. @returns null when the run has one. @throws ioredis' error */
  async wait({ reference, memory }: StepContext): Promise<Wait | null> {
    const { isOpen, open, before } = await this.windows.enter(reference);
    if (isOpen) return null;
    const { pollMin, pollMax, workerGrace } = this.config.steps;
    const bounds = { pollMin, pollMax: Math.min(pollMax, FIRST_MAX_MS), insidePause: false };
    // The supervisor takes a run for abandoned that is not looked at for its grace.
    const turn = Math.min((ROUND_MS * before) / this.windows.most, workerGrace / 3);
    return { answer: inWords(open, before), delayMs: Math.max(pollDelay(memory.looks, bounds), turn) };
  }

  /** For every pass inside a pause: the run keeps its place. Idempotent, and never rejects. */
  async hold(run: RunReference): Promise<void> {
    // A place that is lost lets another run in, and that is no reason to end a pass.
    await this.windows.hold(run).catch(() => undefined);
  }

  /**
   * How much longer work that no pause waits for should be left for later (ms); 0 when now is as good. It gives way where this
   * process works inside a pause and has little time left.
   */
  giveWay(): number {
    return this.windows.isAnyHere && this.busyness.share() > BUSY ? GIVE_WAY_MS * (1 + Math.random()) : 0;
  }

  /**
   * While a run is in line, the steps that wait next to its pause look rarely. Once it has its window they look often again,
   * but not before their next look, and exporting shall not be paused for that time.
   * @returns what the pause still waits for; null when nothing
   */
  latecomers({ run, cluster, step }: StepContext): string | null {
    const hasWaited = step.lastAnswer !== null && step.attempts === 0;
    if (!hasWaited || step.startedAt === null) return null;
    const procedure = procedureOf(run, new Set(cluster.components));
    if (procedure === null || !isFollowedByParallel(procedure, step.name)) return null;
    return Date.now() - Date.parse(step.startedAt) < EARLY_IN_LINE_MS
      ? 'the pause window is open; the steps inside the pause are getting ready'
      : null;
  }
}

function inWords(open: number, before: number): string {
  const others = before === 1 ? '1 other run is' : `${before} other runs are`;
  return `waiting for a pause window: ${open} are open, and ${others} first in line (steps.pausesAtOnce)`;
}
