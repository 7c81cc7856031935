import { setTimeout as sleep } from 'node:timers/promises';
import type { HoldfastClient } from '../api/holdfast.client.ts';
import { ProblemAnswer } from '../api/problem-answer.ts';
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
 * Shows a run, from the first entry of its journal until it is done; survives a restart of Holdfast of up to a minute.
 * @returns the run as it ended
 * @throws ProblemAnswer when Holdfast stays away, and the reason of the signal
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
        // What has ended does not change any more, however long its journal is.
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
      failures += 1;
      if (failures > RECONNECTS || !isPassing(error, after !== null)) throw error;
      await sleep(reconnectMs, undefined, { signal }).catch(() => undefined);
    }
    if (signal.aborted) throw signal.reason;
  }
  view.end(run);
  return run;
}

/**
 * A stream that breaks off is a TypeError of fetch. A run that was seen and is not found any more is put on record again
 * soon: Redis lost it.
 */
function isPassing(error: unknown, seen: boolean): boolean {
  if (!(error instanceof ProblemAnswer)) return error instanceof TypeError;
  return error.passing || (seen && error.details.status === 404);
}
