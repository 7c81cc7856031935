import type { Exporting, RunSummary, Slot } from '#contracts';
import type { PartState, SetState, StepState } from '#domain';
import type { IconName } from './icon.tsx';

/** Colours by meaning. */
export type Tone = 'good' | 'bad' | 'warn' | 'info' | 'quiet';

/** How a state looks: never by its colour alone. */
export interface Look {
  tone: Tone;
  icon: IconName;
  word: string;
}

const look = (tone: Tone, icon: IconName, word: string): Look => ({ tone, icon, word });

const OUTCOMES: Record<NonNullable<RunSummary['outcome']>, Look> = {
  completed: look('good', 'check', 'completed'),
  failed: look('bad', 'cross', 'failed'),
  rejected: look('warn', 'stop', 'rejected'),
  cancelled: look('quiet', 'slash', 'cancelled'),
};

export function lookOfRun(run: Pick<RunSummary, 'phase' | 'outcome' | 'cancelRequestedAt'>): Look {
  if (run.outcome !== null) return OUTCOMES[run.outcome];
  return look('info', 'spinner', run.cancelRequestedAt === null ? run.phase : `${run.phase}, cancelling`);
}

export const STEP_LOOKS: Record<StepState, Look> = {
  pending: look('quiet', 'ring', 'pending'),
  running: look('info', 'spinner', 'running'),
  done: look('good', 'check', 'done'),
  failed: look('bad', 'cross', 'failed'),
  skipped: look('quiet', 'dash', 'skipped'),
};

export const EXPORTING_LOOKS: Record<Exporting['exporting'], Look> = {
  running: look('good', 'play', 'running'),
  softPaused: look('warn', 'pause', 'soft-paused'),
  paused: look('bad', 'pause', 'paused hard'),
  mixed: look('warn', 'warning', 'mixed'),
  unknown: look('quiet', 'question', 'unknown'),
};

const PHASES: Record<string, Look> = {
  EXPORTING: EXPORTING_LOOKS.running,
  SOFT_PAUSED: EXPORTING_LOOKS.softPaused,
  PAUSED: EXPORTING_LOOKS.paused,
};

export function lookOfPhase(phase: string | null): Look {
  return PHASES[phase ?? ''] ?? look('quiet', 'question', phase === null ? 'unknown' : phase.toLowerCase());
}

export const SET_LOOKS: Record<SetState, Look> = {
  complete: look('good', 'check', 'complete'),
  unverified: look('warn', 'question', 'unverified'),
  foreign: look('quiet', 'question', 'foreign'),
  partial: look('warn', 'warning', 'partial'),
  running: look('info', 'spinner', 'running'),
  failed: look('bad', 'cross', 'failed'),
};

/** A set of which a deletion left nothing. */
export const DELETED = look('quiet', 'slash', 'deleted');

/** Nothing is left of a backup that no run on record took. */
export const GONE = look('quiet', 'slash', 'gone');

export const PART_LOOKS: Record<PartState, Look> = {
  complete: look('good', 'check', 'complete'),
  partial: look('warn', 'warning', 'partial'),
  running: look('info', 'spinner', 'running'),
  failed: look('bad', 'cross', 'failed'),
  missing: look('bad', 'slash', 'missing'),
  unknown: look('quiet', 'question', 'unknown'),
};

const SLOTS: Record<Slot['result'], Look> = {
  started: look('info', 'spinner', 'started'),
  buffered: look('info', 'clock', 'waiting'),
  skipped: look('quiet', 'dash', 'skipped'),
  missed: look('warn', 'warning', 'missed'),
  failed: look('bad', 'cross', 'not started'),
};

/** What became of a planned time: of one that was started, how its run ended. */
export function lookOfSlot({ result, outcome }: Pick<Slot, 'result' | 'outcome'>): Look {
  return result === 'started' && outcome !== null ? OUTCOMES[outcome] : SLOTS[result];
}

export const CHECK_LOOKS = {
  ok: look('good', 'check', 'passed'),
  failed: look('bad', 'cross', 'failed'),
};
