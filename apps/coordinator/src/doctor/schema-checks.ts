import { Injectable } from '@nestjs/common';
import type { Job } from 'bullmq';
import { QUEUES, type DoctorCheck, type QueueName } from '#contracts';
import { UnreadableRecord, unversioned } from '#domain';
import { SchemaWatch } from '#app';
import { QueueWorkers } from '../checks/queue-workers.ts';
import { fine, wrong, type About } from './finding.ts';

/** States of jobs that are still to be done. */
const OPEN = ['active', 'waiting', 'prioritized', 'delayed', 'waiting-children'] as const;
/** The first of each queue. */
const JOBS = 100;

const ABOUT: About = { cluster: null, name: 'schema', component: 'redis' };

/** Whether this build can read the records in Redis and the jobs in every queue. */
@Injectable()
export class SchemaChecks {
  constructor(
    private readonly watch: SchemaWatch,
    private readonly queues: QueueWorkers,
  ) {}

  /** One finding for each record that it cannot read. Idempotent. @throws ioredis' error while Redis is down */
  async examine(): Promise<DoctorCheck[]> {
    const found = await Promise.all([this.watch.look(), ...QUEUES.map((name) => this.jobs(name))]);
    // A job may have been met by a worker of this process, too.
    const refusals = [...new Map(found.flat().map((refusal) => [refusal.message, refusal])).values()];
    if (refusals.length === 0) return [fine(ABOUT, 'this version can read every record and job')];
    return refusals.map(({ what, remedy }) => wrong(ABOUT, { status: 'critical', message: what, remedy }));
  }

  private async jobs(name: QueueName): Promise<UnreadableRecord[]> {
    const jobs = (await this.queues.queue(name).getJobs([...OPEN], 0, JOBS - 1)) as (Job | undefined)[];
    return jobs.flatMap((job) => {
      if (job === undefined) return [];
      try {
        unversioned('job', `job ${job.name} (${job.id ?? 'unknown'})`, job.data);
        return [];
      } catch (error) {
        if (error instanceof UnreadableRecord) return [error];
        throw error;
      }
    });
  }
}
