import type { RunRecord } from '#domain';
import { readPause, type PauseIntent } from './pause-intent.ts';
import { readRun } from './read-run.ts';

/** Everything that is on record of a run. */
export interface WholeRecord {
  /** null where there is none. */
  run: RunRecord | null;
  /** A field that readers do not see, such as a step's memory; null when it is not there. */
  field: (name: string) => string | null;
  /** Of the cluster, whichever run made it. */
  pause: PauseIntent | null;
}

/** @param found the run and the pause, as they are stored @throws UnreadableRecord */
export function wholeRecord(
  { cluster, number }: { cluster: string; number: number },
  { hash, pause }: { hash: Record<string, string>; pause: string | null },
): WholeRecord {
  return {
    run: readRun(cluster, number, hash),
    field: (name) => hash[name] ?? null,
    pause: pause === null ? null : readPause(cluster, pause),
  };
}
