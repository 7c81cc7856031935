import { nameOf, type RunName } from '#domain';

/** The job that ends a run: the root of its flow. */
export const FINALIZE_JOB = 'finalize';

/** Ids carry the run id: BullMQ treats a re-used id of a finished job as already done. */
export function jobIdOf(run: RunName & { runId: string }, job: string): string {
  return `${nameOf(run).replace(' ', '-')}-${run.runId}-${job}`;
}

/** Where Bull Board is on the coordinator. */
export const BULL_BOARD_PATH = '/admin/queues';

/** The page of Bull Board that shows the flow of a run. */
export function flowHref(run: RunName & { runId: string }): string {
  return `${BULL_BOARD_PATH}/queue/${FINALIZE_JOB}/${encodeURIComponent(jobIdOf(run, FINALIZE_JOB))}`;
}
