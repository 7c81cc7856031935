import { EXIT, exitCodeOf } from '../exit-codes.ts';
import { commandLine } from '../invocation.ts';
import type { Duration } from '../options.ts';
import type { Context } from '../session.ts';
import { createView } from './create-view.ts';
import { follow } from './follow.ts';
import type { Followed } from './followed.ts';

type Stop = 'interrupted' | 'timed-out';

class WaitingStopped extends Error {
  constructor(readonly why: Stop) {
    super(why);
  }
}

const EXIT_OF_STOP: Record<Stop, number> = { interrupted: EXIT.interrupted, 'timed-out': EXIT.waitTimedOut };

/**
 * Follows a run to its end. Ctrl-C and a timeout stop the waiting, not the run, and say so.
 * @returns the exit code for how it ended
 */
export async function wait(run: Followed, context: Context, timeout?: Duration): Promise<number> {
  const stopping = new AbortController();
  const stop = (why: Stop): void => stopping.abort(new WaitingStopped(why));
  // Stays for good: an npm script gets Ctrl-C from the terminal, and once more from the script that started it.
  context.streams.onInterrupt(() => stop('interrupted'));
  const timer = timeout && setTimeout(() => stop('timed-out'), timeout.ms);
  const usual = (): Promise<number | null> => usualOf(context, run);
  const view = await createView(context.streams.stdout, context.printer, usual);
  try {
    return exitCodeOf(await follow(run, { api: context.api, view, signal: stopping.signal }));
  } catch (error) {
    if (error instanceof WaitingStopped) {
      view.leave({ stopped: error.why, exitCode: EXIT_OF_STOP[error.why] });
      context.say(farewell(run, error.why, timeout) + followUp(run));
      return EXIT_OF_STOP[error.why];
    }
    view.leave({ stopped: 'failed', exitCode: EXIT.failed });
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

/** How long earlier runs of the kind took on the cluster; null where that is not known, for whatever reason. */
async function usualOf({ api }: Context, { cluster, kind, phase }: Followed): Promise<number | null> {
  if (kind === 'deletion' || phase === 'done') return null;
  const overview = await api.call('overview.read').catch(() => null);
  return overview?.clusters.find(({ name }) => name === cluster)?.usual[kind]?.seconds ?? null;
}

function farewell(run: Followed, why: Stop, timeout: Duration | undefined): string {
  const stopped =
    why === 'interrupted' ? 'Stopped waiting' : `Waited ${timeout?.text ?? ''} and stopped waiting`;
  return `${stopped}. ${run.title} of ${run.cluster} continues`;
}

/** There is no verb to watch a deletion: the set that it deletes shows how far it is. */
function followUp({ kind, cluster, number, setId }: Followed): string {
  const words = kind === 'deletion' ? ['backup', 'show', cluster, setId] : [kind, 'watch', cluster, number];
  return `; see it with \`${commandLine(...words)}\`.`;
}
