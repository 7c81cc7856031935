import type { Invariant } from './invariant.ts';
import { runCalls } from './calls.ts';

export const idsOnce: Invariant = {
  id: 'I8',
  title: 'an id is never used by two runs',
  check: ({ allEffects }) => {
    const owner = new Map<number, string>();
    const reused = new Set<number>();
    for (const { caller } of runCalls(allEffects)) {
      const before = owner.get(caller.number) ?? caller.runId;
      if (before !== caller.runId) reused.add(caller.number);
      owner.set(caller.number, caller.runId);
    }
    return [...reused].map((id) => `backup id ${id} was used by more than one run`);
  },
};
