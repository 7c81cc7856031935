import type { ObservationMemory } from '#domain';

/** What a step must still know after a restart. Kept next to its record, in a field of its own. */
export interface StepMemory extends ObservationMemory {
  /** When an effect was asked for whose arrival is not known yet (ms). */
  intendedAt: number | null;
  /** Looks since the component last answered something new; widens the time between looks. */
  looks: number;
  /** What a step keeps for itself; only the step itself knows its shape. */
  kept: Readonly<Record<string, unknown>>;
}

export const EMPTY_MEMORY: StepMemory = {
  acceptedAt: null,
  fingerprint: null,
  unchangedSince: null,
  intendedAt: null,
  looks: 0,
  kept: {},
};

export function parseMemory(text: string | null): StepMemory {
  return text === null || text === ''
    ? EMPTY_MEMORY
    : { ...EMPTY_MEMORY, ...(JSON.parse(text) as Partial<StepMemory>) };
}
