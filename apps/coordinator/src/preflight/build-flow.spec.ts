import { describe, expect, it } from '@jest/globals';
import type { FlowJob } from 'bullmq';
import { COMPONENTS, procedureFor } from '#domain';
import { buildFlow } from './build-flow.ts';

const run = { cluster: 'prod', kind: 'backup' as const, number: 42, runId: 'r1', fence: 7 };
const procedure = procedureFor('8.4', new Set(COMPONENTS))!;

function flatten(job: FlowJob): FlowJob[] {
  return [job, ...(job.children ?? []).flatMap(flatten)];
}

describe('buildFlow', () => {
  it('makes finalize the root, and one chain of stages below it', () => {
    const names: string[][] = [];
    let level: FlowJob[] = [buildFlow(run, procedure)];
    while (level.length > 0) {
      names.push(level.map((job) => job.name));
      level = level.flatMap((job) => job.children ?? []);
    }
    expect(names).toEqual([
      ['finalize'],
      ['resume-exporting'],
      ['backup-zeebe'],
      ['snapshot-records'],
      ['pause-exporting'],
      ['backup-optimize', 'backup-operate', 'backup-tasklist'],
    ]);
  });

  it('bounds the finished jobs of every queue by count and age', () => {
    for (const { opts } of flatten(buildFlow(run, procedure)))
      for (const keep of [opts?.removeOnComplete, opts?.removeOnFail])
        expect(keep).toEqual({ age: 7 * 24 * 3600, count: 5_000 });
  });

  it('skips later steps after a failure, but never what always runs, and lets parallel steps end first', () => {
    const options = Object.fromEntries(flatten(buildFlow(run, procedure)).map((job) => [job.name, job.opts]));
    for (const inner of ['pause-exporting', 'snapshot-records']) {
      expect(options[inner]).toMatchObject({ failParentOnFailure: true });
    }
    for (const outer of [
      'backup-zeebe',
      'resume-exporting',
      'backup-optimize',
      'backup-operate',
      'backup-tasklist',
    ]) {
      expect(options[outer]).toMatchObject({ ignoreDependencyOnFailure: true });
      expect(options[outer]?.failParentOnFailure).toBeUndefined();
    }
  });

  it('sends each step to its component, and what always runs to the finalize queue', () => {
    const queues = Object.fromEntries(
      flatten(buildFlow(run, procedure)).map((job) => [job.name, job.queueName]),
    );
    expect(queues).toEqual({
      finalize: 'finalize',
      'resume-exporting': 'finalize',
      'backup-zeebe': 'zeebe',
      'pause-exporting': 'zeebe',
      'snapshot-records': 'records',
      'backup-optimize': 'optimize',
      'backup-operate': 'operate',
      'backup-tasklist': 'tasklist',
    });
  });

  it('never lets a finished child be removed at once, and carries the run in every id, without a colon', () => {
    for (const job of flatten(buildFlow(run, procedure))) {
      expect(job.opts?.removeOnComplete).toMatchObject({ age: expect.any(Number) });
      expect(job.opts?.removeOnFail).toMatchObject({ age: expect.any(Number) });
      expect(job.opts?.jobId).toBe(`backup-42-r1-${job.name}`);
    }
  });

  it('puts the earlier stages below the first of parallel steps only, wherever they are', () => {
    const flow = buildFlow(run, procedureFor('8.8', new Set(COMPONENTS))!);
    const below = Object.fromEntries(
      flatten(flow).map((job) => [job.name, (job.children ?? []).map(({ name }) => name)]),
    );
    expect(below).toEqual({
      finalize: ['resume-exporting'],
      'resume-exporting': ['backup-zeebe'],
      'backup-zeebe': ['snapshot-records'],
      'snapshot-records': ['backup-webapps', 'backup-optimize'],
      'backup-webapps': ['pause-exporting'],
      'backup-optimize': [],
      'pause-exporting': [],
    });
    const options = Object.fromEntries(flatten(flow).map((job) => [job.name, job.opts]));
    expect(options['pause-exporting']).toMatchObject({ failParentOnFailure: true });
    expect(options['backup-optimize']).toMatchObject({ ignoreDependencyOnFailure: true });
  });
});
