import { setTimeout as sleep } from 'node:timers/promises';
import type { Run } from '#contracts';
import { ProblemAnswer, type HoldfastClient } from './holdfast.client.ts';
import type { RunView } from './run-view.ts';

const RECONNECTS = 60;
const RECONNECT_MS = 1_000;

/**
 * Shows a run until it is done; survives a restart of Holdfast of up to a minute.
 * @returns the run as it ended
 * @throws ProblemAnswer when Holdfast stays away
 */
export async function followRun(client: HoldfastClient, started: Run, view: RunView): Promise<Run> {
  let run = started;
  let after: string | null = null;
  let failures = 0;
  view.show(run);
  while (run.phase !== 'done') {
    try {
      for await (const event of client.events(run, after)) {
        after = event.id;
        failures = 0;
        run = await client.run(run.cluster, run.backupId);
        view.event(event, run);
      }
      run = await client.run(run.cluster, run.backupId);
    } catch (error) {
      failures += 1;
      if (failures > RECONNECTS) throw error;
      if (!(error instanceof ProblemAnswer) && !(error instanceof TypeError)) throw error;
      await sleep(RECONNECT_MS);
    }
  }
  view.end(run);
  return run;
}
