import type { ReportedRun } from '../case-record.ts';
import type { Invariant } from './invariant.ts';
import { runCalls } from './calls.ts';

export const fenceLostNotCompleted: Invariant = {
  id: 'I5',
  title: 'nothing is reported completed after its fence was lost',
  check: ({ runs, flushes, effects }) =>
    runs
      .filter(({ run }) => run.outcome === 'completed')
      .flatMap((reported) => {
        const { run, journal } = reported;
        const problems: string[] = [];
        if (journal.some(({ type }) => type === 'run-taken-over')) problems.push('it was taken over');
        const began = beganAt(reported);
        if (flushes.some((at) => at > began)) problems.push('Redis lost everything while it ran');
        const acted = runCalls(effects).filter(({ caller }) => caller.runId === run.runId);
        if (acted.some(({ caller }) => caller.fence !== run.fence))
          problems.push('it acted under more than one fence');
        return problems.map((problem) => `run ${run.runId} is reported completed although ${problem}`);
      }),
};

/** By the clock of Redis, which gave the journal's first entry its id. */
function beganAt({ run, journal }: ReportedRun): number {
  const id = journal[0]?.id.split('-')[0];
  return id === undefined ? Date.parse(run.requestedAt) : Number(id);
}
