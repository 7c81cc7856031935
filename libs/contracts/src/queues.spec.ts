import { describe, expect, it } from '@jest/globals';
import { RUN_KINDS, STEP_NAMES } from '#domain';
import { jobIdOf } from './job-id.ts';
import { APPS, QUEUES, queuesOf, stepsServedBy } from './queues.ts';

describe('the id of a job', () => {
  it.each(RUN_KINDS)('of a %s begins with its kind and number, and suits BullMQ', (kind) => {
    const id = jobIdOf({ kind, number: 42, runId: 'ab12' }, 'finalize');
    expect(id).toBe(`${kind}-42-ab12-finalize`);
    expect(id).not.toMatch(/[:\s]/);
  });
});

describe('the queues', () => {
  it('are all served by some app, and all of them by standalone', () => {
    expect([...new Set(APPS.flatMap((app) => queuesOf(app)))].sort()).toEqual([...QUEUES].sort());
    expect(queuesOf('standalone')).toEqual(QUEUES);
  });

  it('serve every step, each in one queue', () => {
    const served = QUEUES.flatMap(stepsServedBy);
    expect([...served].sort()).toEqual([...STEP_NAMES].sort());
  });
});
