import { PROCEDURES, stepsOf, type StepComponent, type StepName } from '#domain';

/**
 * BullMQ queues. One per component worker; `coordinator` runs the preflight and submits the flow; `finalize`
 * is served by the coordinator and worker-zeebe alike, so that resuming never depends on one process; `camunda` is
 * served by the coordinator, which stops and starts Camunda during a restore, and dumps relational databases; `schedules` by the coordinator, too, and
 * `notifications`, so that a receiver that does not answer delays nothing else.
 * No `:` in queue names or job ids: BullMQ refuses it.
 */
export const QUEUES = [
  'coordinator',
  'zeebe',
  'operate',
  'tasklist',
  'webapps',
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
/** One look at a schedule whose time has come. */
export const SCHEDULE_JOB = 'look';
/** Does nothing; shows that a queue is served. */
export const CANARY_JOB = 'canary';
/** Delayed to the end of the pause budget and written before the pause: ends a run whose pause outlasted it. */
export const DEAD_MAN_JOB = 'dead-man';

/** The processes of Holdfast that serve queues. `standalone` is all of them in one. */
export const APPS = [
  'coordinator',
  'worker-zeebe',
  'worker-operate',
  'worker-tasklist',
  'worker-webapps',
  'worker-optimize',
  'worker-records',
] as const;
export type AppName = (typeof APPS)[number];

const SERVED_BY: Readonly<Record<QueueName, readonly AppName[]>> = {
  coordinator: ['coordinator'],
  zeebe: ['worker-zeebe'],
  operate: ['worker-operate'],
  tasklist: ['worker-tasklist'],
  webapps: ['worker-webapps'],
  optimize: ['worker-optimize'],
  records: ['worker-records'],
  finalize: ['coordinator', 'worker-zeebe'],
  camunda: ['coordinator'],
  notifications: ['coordinator'],
  schedules: ['coordinator'],
};

/** The queues that an app has to serve, in the order of QUEUES. */
export function queuesOf(app: AppName | 'standalone'): QueueName[] {
  return QUEUES.filter((queue) => app === 'standalone' || SERVED_BY[queue].includes(app));
}

/** Steps that are not served by the worker of the component they are about. */
const ELSEWHERE: Partial<Record<StepName, QueueName>> = {
  'resume-exporting': 'finalize',
  // A web application is restored by restoring its snapshots, while it is stopped.
  'restore-operate': 'records',
  'restore-tasklist': 'records',
  'restore-webapps': 'records',
  'restore-optimize': 'records',
  // Only the app that controls Camunda can run its restore application, and stop and start what is a process of its own.
  'restore-zeebe': 'camunda',
  'stop-optimize': 'camunda',
  'start-optimize': 'camunda',
};

export function queueOf(step: { name: StepName; component: StepComponent }): QueueName {
  const { name, component } = step;
  // Only the coordinator runs commands of the operator.
  return ELSEWHERE[name] ?? (component === 'database' ? 'camunda' : component);
}

/** Every step of any procedure that a queue must have a handler for. */
export function stepsServedBy(queue: QueueName): StepName[] {
  const steps = PROCEDURES.flatMap(stepsOf).filter((step) => queueOf(step) === queue);
  return [...new Set(steps.map(({ name }) => name))];
}

/** The app that serves a queue, for people. */
export function appOf(queue: QueueName): string {
  return SERVED_BY[queue].map((app) => (app === 'coordinator' ? 'the coordinator' : app)).join(' and ');
}
