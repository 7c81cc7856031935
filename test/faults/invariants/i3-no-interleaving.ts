import type { Invariant } from './invariant.ts';
import { runCalls, stepOf } from './calls.ts';

export const noInterleaving: Invariant = {
  id: 'I3',
  title: 'no process acts under an old fence after a newer one acted',
  check: ({ effects }) => {
    let newest = 0;
    return runCalls(effects).flatMap(({ call, caller }) => {
      const old = caller.fence < newest;
      newest = Math.max(newest, caller.fence);
      if (!old) return [];
      return [
        `${caller.app} called for ${stepOf(call)} of run ${caller.runId} under fence ${caller.fence} after fence ${newest} had acted (effect ${call.seq})`,
      ];
    });
  },
};
