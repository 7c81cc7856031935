import { CALL_TIMEOUT_MS } from '../timing.ts';
import { runCalls, stepOf, type RunCall } from './calls.ts';
import type { Invariant } from './invariant.ts';

export const noInterleaving: Invariant = {
  id: 'I3',
  title:
    'no process acts under an old fence after a newer one acted, but to resume what the newer one resumes as well',
  check: ({ effects }) => {
    let newest: RunCall | null = null;
    return runCalls(effects).flatMap((made) => {
      const { call, caller } = made;
      if (newest === null || caller.fence > newest.caller.fence) newest = made;
      if (caller.fence === newest.caller.fence || isSharedResume(made, newest)) return [];
      return [
        `${caller.app} called for ${stepOf(call)} of run ${caller.runId} under fence ${caller.fence} after fence ${newest.caller.fence} had acted (effect ${call.seq})`,
      ];
    });
  },
};

/**
 * Only a resume may leave after the deadline of the pause, when another process takes the run over. Both then resume the
 * same pause, for as long as the permit of the earlier call holds.
 */
function isSharedResume(old: RunCall, first: RunCall): boolean {
  const passed = Date.parse(old.call.at) - Date.parse(first.call.at);
  return (
    old.caller.runId === first.caller.runId &&
    stepOf(old.call) === 'resume-exporting' &&
    stepOf(first.call) === 'resume-exporting' &&
    passed <= CALL_TIMEOUT_MS
  );
}
