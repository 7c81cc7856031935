import { setTimeout as sleep } from 'node:timers/promises';
import type { RetentionRun } from '#contracts';
import { ProblemAnswer } from '../api/problem-answer.ts';
import { EXIT } from '../exit-codes.ts';
import { commandLine } from '../invocation.ts';
import type { Duration } from '../options.ts';
import type { Context } from '../session.ts';
import { renderRetentionRun, renderStep } from './render-retention.ts';

const POLL_MS = 500;

/** A set that is kept after all is no failure. */
export function exitCodeOfRetention({ sets }: RetentionRun): number {
  return sets.some(({ state }) => state === 'failed') ? EXIT.failed : EXIT.ok;
}

/**
 * Waits for the end of a retention run; prints a line when a set changes. Ctrl-C and a timeout stop the waiting, not
 * the run. @returns the exit code for how it ended
 */
export async function waitForRetention(
  begun: RetentionRun,
  context: Context,
  timeout?: Duration,
): Promise<number> {
  const { printer, say } = context;
  const stopping = new AbortController();
  context.streams.onInterrupt(() => stopping.abort(EXIT.interrupted));
  const timer = timeout && setTimeout(() => stopping.abort(EXIT.waitTimedOut), timeout.ms);
  try {
    const run = await untilEnded(begun, context, stopping.signal);
    printer.print(run, () => renderRetentionRun(run, commandLine('retention', 'preview', run.cluster)));
    return exitCodeOfRetention(run);
  } catch (error) {
    if (!stopping.signal.aborted) throw error;
    say(`Stopped waiting. The retention run of ${begun.cluster} continues.`);
    return stopping.signal.reason as number;
  } finally {
    clearTimeout(timer);
  }
}

async function untilEnded(
  begun: RetentionRun,
  { api, printer }: Context,
  signal: AbortSignal,
): Promise<RetentionRun> {
  let run = begun;
  const told = new Map<number, string>();
  for (;;) {
    for (const step of run.sets) {
      if (told.get(step.backupId) === step.state || step.state === 'waiting') continue;
      told.set(step.backupId, step.state);
      if (printer.output === 'table') printer.line(renderStep(step));
    }
    if (run.finishedAt !== null) return run;
    await sleep(POLL_MS, undefined, { signal });
    run = await api
      .call('retention.read', { params: { cluster: begun.cluster }, signal })
      .catch((error: unknown) => {
        // Holdfast may be restarting; the run continues afterwards.
        if (error instanceof ProblemAnswer && error.passing) return run;
        throw error;
      });
    if (run.startedAt !== begun.startedAt)
      throw new ProblemAnswer(
        'Another retention run took its place; the record of this one is gone.',
        EXIT.failed,
      );
  }
}
