import { nameOf, type RunName, type StepComponent, type StepName } from '#domain';

/**
 * BullMQ queues. One per component worker; `coordinator` runs the preflight and submits the flow; `finalize`
 * is served by the coordinator and worker-zeebe alike, so that resuming never depends on one process; `camunda` is
 * served by the coordinator, which stops and starts Camunda during a restore; `schedules` by the coordinator, too, and
 * `notifications`, so that whoever is told, and does not answer, delays nothing else.
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
  'camunda',
  'notifications',
  'schedules',
] as const;
export type QueueName = (typeof QUEUES)[number];

/** Hash-tagged, so that all keys of all queues live on one Redis Cluster node, as flows need. */
export const QUEUE_PREFIX = '{holdfast}';

export const PREFLIGHT_JOB = 'preflight';
export const FINALIZE_JOB = 'finalize';
/** One look at a schedule whose time has come. */
export const SCHEDULE_JOB = 'look';
/** Does nothing; shows that a queue is served. */
export const CANARY_JOB = 'canary';
/** Delayed to the end of the pause budget and written before the pause: ends a run whose pause outlasted it. */
export const DEAD_MAN_JOB = 'dead-man';

/** Queues that only the coordinator serves. */
const OF_COORDINATOR: readonly QueueName[] = ['coordinator', 'camunda', 'schedules', 'notifications'];

/** Steps that are not served by the worker of the component they are about. */
const ELSEWHERE: Partial<Record<StepName, QueueName>> = {
  'resume-exporting': 'finalize',
  // A web application is restored by restoring its snapshots, while it is stopped.
  'restore-operate': 'records',
  'restore-tasklist': 'records',
  'restore-optimize': 'records',
  // Only who controls Camunda can run its restore application.
  'restore-zeebe': 'camunda',
};

export function queueOf(step: { name: StepName; component: StepComponent }): QueueName {
  return ELSEWHERE[step.name] ?? step.component;
}

/** The app that serves a queue, for people. */
export function appOf(queue: QueueName): string {
  if (queue === 'finalize') return 'the coordinator and worker-zeebe';
  return OF_COORDINATOR.includes(queue) ? 'the coordinator' : `worker-${queue}`;
}

/** Ids carry the run id: BullMQ treats a re-used id of a finished job as already done. */
export function jobIdOf(run: RunName & { runId: string }, job: string): string {
  return `${nameOf(run).replace(' ', '-')}-${run.runId}-${job}`;
}
