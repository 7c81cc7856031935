export {
  OVERLAP_POLICIES,
  SKIP_CAUSES,
  SLOT_RESULTS,
  type OverlapPolicy,
  type SkipCause,
  type SlotResult,
} from './schedule-words.ts';
export {
  decideSlots,
  type DueSlots,
  type SlotDecision,
  type SlotFacts,
  type SlotVerdict,
} from './decide-slots.ts';
export { failureStreak, wasNotNow } from './failure-streak.ts';
export { jitterOf } from './jitter.ts';
