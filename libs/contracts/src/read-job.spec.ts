import { describe, expect, it } from '@jest/globals';
import { SCHEMAS, UnreadableRecord, versioned } from '#domain';
import { runJobSchema, stepJobSchema } from './job-payload.ts';
import { readJob } from './read-job.ts';

const RUN = { cluster: 'a', kind: 'backup', number: 42, runId: 'r', fence: 7 } as const;
const jobWith = (data: unknown) => ({ name: 'finalize', id: 'backup-42-r-finalize', data });

describe('the payload of a job', () => {
  it('is read in the current version', () => {
    expect(readJob(runJobSchema, jobWith(versioned('job', RUN)))).toEqual(RUN);
  });

  it('is read in the previous version, which had none', () => {
    expect(readJob(runJobSchema, jobWith(RUN))).toEqual(RUN);
    const step = { ...RUN, step: 'pause-exporting' };
    expect(readJob(stepJobSchema, jobWith(step))).toEqual(step);
  });

  it.each([
    ['of the next version', { ...RUN, schemaVersion: SCHEMAS.job.version + 1 }],
    ['of a later version with other fields', { schemaVersion: 99, something: 'else' }],
    ['of a version that is none', { ...RUN, schemaVersion: 'x' }],
    ['from before runs had a kind', { cluster: 'a', backupId: 42, runId: 'r', fence: 7 }],
  ])('%s is refused by its name', (_, data) => {
    expect(() => readJob(runJobSchema, jobWith(data))).toThrow(UnreadableRecord);
    expect(() => readJob(runJobSchema, jobWith(data))).toThrow('job finalize (backup-42-r-finalize)');
  });

  it('that is not what its version says is an error of its own', () => {
    const data = versioned('job', { ...RUN, fence: 'x' });
    expect(() => readJob(runJobSchema, jobWith(data))).toThrow('fence');
    expect(() => readJob(runJobSchema, jobWith(data))).not.toThrow(UnreadableRecord);
  });
});
