import type { FlowJob, JobsOptions } from 'bullmq';
import { FINALIZE_JOB, jobIdOf, queueOf, type RunJob, type StepJob } from '#contracts';
import { versioned, type Procedure, type Stage, type StepDefinition } from '#domain';

/** Finished jobs stay for Bull Board; a child that is removed while its parent waits would count as success. */
const KEEP = { age: 7 * 24 * 3600, count: 5_000 };

/** Deadlines bound a step, not counts; attempts only cover the loss of Redis and our own bugs. */
const STEP: JobsOptions = {
  attempts: 30,
  backoff: { type: 'fixed', delay: 1_000 },
  removeOnComplete: KEEP,
  removeOnFail: KEEP,
};

/** What always runs keeps trying. */
const ALWAYS: JobsOptions = { ...STEP, attempts: 1_000_000, backoff: { type: 'fixed', delay: 2_000 } };

/**
 * One flow per run: the root is `finalize`, below it one chain of stages from the last to the first.
 *
 * - Inner links fail their parent, so that later steps are skipped.
 * - The child of a step that always runs is ignored when it fails; so is every parallel step, whose join (the
 *   next stage) waits for all of them and reads the run record to see how they ended.
 * - A BullMQ job has one parent, so of parallel steps that wait for others only the first has those below it. The rest are
 *   looked at from the start, and put back until the run record says that their time has come.
 */
export function buildFlow(run: RunJob, procedure: Procedure): FlowJob {
  const children = procedure.stages.reduce<FlowJob[]>((below, stage, index) => {
    const next = procedure.stages[index + 1];
    return stageJobs(run, { stage, next, below });
  }, []);
  return {
    name: FINALIZE_JOB,
    queueName: 'finalize',
    data: versioned('job', run),
    opts: { ...ALWAYS, jobId: jobIdOf(run, FINALIZE_JOB) },
    children,
  };
}

function stageJobs(run: RunJob, at: { stage: Stage; next: Stage | undefined; below: FlowJob[] }): FlowJob[] {
  const { stage, next, below } = at;
  const parentAlwaysRuns = next === undefined || next.when === 'always';
  const link: JobsOptions =
    parentAlwaysRuns || stage.steps.length > 1
      ? { ignoreDependencyOnFailure: true }
      : { failParentOnFailure: true };
  return stage.steps.map((step, index) =>
    stepJob(run, step, { ...(stage.when === 'always' ? ALWAYS : STEP), ...link }, index === 0 ? below : []),
  );
}

function stepJob(run: RunJob, step: StepDefinition, opts: JobsOptions, children: FlowJob[]): FlowJob {
  const data: StepJob = { ...run, step: step.name };
  return {
    name: step.name,
    queueName: queueOf(step),
    data: versioned('job', data),
    opts: { ...opts, jobId: jobIdOf(run, step.name) },
    ...(children.length > 0 && { children }),
  };
}
