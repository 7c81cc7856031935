import { setTimeout as sleep } from 'node:timers/promises';
import { nameOf } from '#domain';
import type { HoldfastClient } from '../api/holdfast.client.ts';
import { ProblemAnswer } from '../api/problem-answer.ts';
import { EXIT, exitCodeOfBackup } from '../exit-codes.ts';
import { commandLine } from '../invocation.ts';
import { readAgain, type Followed } from './followed.ts';
import type { RunView } from './run-view.ts';

const RECONNECTS = 60;
const RECONNECT_MS = 1_000;

export interface Following {
  api: HoldfastClient;
  view: RunView;
  /** Its reason is what is thrown when the waiting is to stop. */
  signal: AbortSignal;
  /** Time between two tries to reach Holdfast again. */
  reconnectMs?: number;
}

/**
 * Shows a run from the first entry of its journal until it is done. Survives a restart of Holdfast of up to a minute.
 * @returns the run as it ended
 * @throws ProblemAnswer when Holdfast does not come back or the record of the run was lost, and the reason of the signal
 */
export async function follow(
  started: Followed,
  { api, view, signal, reconnectMs = RECONNECT_MS }: Following,
): Promise<Followed> {
  let run = started;
  let after: string | null = null;
  let failures = 0;
  view.show(run);
  for (;;) {
    try {
      for await (const event of api.events(run, after, signal)) {
        failures = 0;
        // A run that has ended no longer changes, however long its journal is.
        if (run.phase !== 'done') run = await readAgain(api, run, signal);
        view.event(event, run);
        after = event.id;
      }
      run = await readAgain(api, run, signal);
      if (run.phase === 'done') break;
      // The server ended the stream: it is stopping, or lost the run.
      await sleep(reconnectMs, undefined, { signal });
    } catch (error) {
      if (signal.aborted) throw signal.reason;
      if (after !== null && isNotFound(error)) throw await recordLost(api, run);
      failures += 1;
      if (failures > RECONNECTS || !isPassing(error)) throw error;
      await sleep(reconnectMs, undefined, { signal }).catch(() => undefined);
    }
    if (signal.aborted) throw signal.reason;
  }
  view.end(run);
  return run;
}

/** A stream that breaks off is a TypeError of fetch. */
function isPassing(error: unknown): boolean {
  return error instanceof ProblemAnswer ? error.passing : error instanceof TypeError;
}

function isNotFound(error: unknown): boolean {
  return error instanceof ProblemAnswer && error.details.status === 404;
}

/** Redis lost a run that was seen. Its record does not come back; for a backup, the parts of its set can still be seen. */
async function recordLost(api: HoldfastClient, run: Followed): Promise<ProblemAnswer> {
  const { kind, cluster, setId } = run;
  const lost = `The record of ${nameOf(run)} of ${cluster} was lost with the data of Redis.`;
  const request = { params: { cluster, id: setId } };
  const backup = kind === 'backup' ? await api.call('backup.show', request).catch(() => null) : null;
  if (backup?.set == null) return new ProblemAnswer(lost, EXIT.notFound, { status: 404 });
  const show = commandLine('backup', 'show', cluster, setId);
  return new ProblemAnswer(
    `${lost} Its set is ${backup.set.state}; see it: ${show}`,
    exitCodeOfBackup(backup),
  );
}
