/** What a process needs to serve a queue. Without the API, whose schemas take long to make and much memory to keep. */
export { CANARY_JOB, DEAD_MAN_JOB, QUEUE_PREFIX, appOf, queueOf, queuesOf, stepsServedBy } from './queues.ts';
export { FINALIZE_JOB, jobIdOf } from './job-id.ts';
export { runJobSchema, stepJobSchema } from './job-payload.ts';
export { readJob } from './read-job.ts';
