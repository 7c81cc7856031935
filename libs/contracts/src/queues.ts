import type { Component } from '#domain';

/**
 * BullMQ queues. One per component worker; `coordinator` runs the preflight and submits the flow; `finalize`
 * is served by the coordinator and worker-zeebe alike, so that resuming never depends on one process.
 * No `:` in queue names or job ids: BullMQ refuses it.
 */
export const QUEUES = [
  'coordinator',
  'zeebe',
  'operate',
  'tasklist',
  'optimize',
  'records',
  'finalize',
] as const;
export type QueueName = (typeof QUEUES)[number];

/** Hash-tagged, so that all keys of all queues live on one Redis Cluster node, as flows need. */
export const QUEUE_PREFIX = '{holdfast}';

export const PREFLIGHT_JOB = 'preflight';
export const FINALIZE_JOB = 'finalize';
/** Does nothing; shows that a queue is served. */
export const CANARY_JOB = 'canary';
/** Delayed to the end of the pause budget and written before the pause: ends a run whose pause outlasted it. */
export const DEAD_MAN_JOB = 'dead-man';

export function queueOf(step: { name: string; component: Component }): QueueName {
  return step.name === 'resume-exporting' ? 'finalize' : step.component;
}

/** Ids carry the run id: BullMQ treats a re-used id of a finished job as already done. */
export function jobIdOf(run: { backupId: number; runId: string }, job: string): string {
  return `backup-${run.backupId}-${run.runId}-${job}`;
}
