import { describe, expect, it } from '@jest/globals';
import { RUN_KINDS } from '#domain';
import { jobIdOf } from './queues.ts';

describe('the id of a job', () => {
  it.each(RUN_KINDS)('of a %s begins with its kind and number, and suits BullMQ', (kind) => {
    const id = jobIdOf({ kind, number: 42, runId: 'ab12' }, 'finalize');
    expect(id).toBe(`${kind}-42-ab12-finalize`);
    expect(id).not.toMatch(/[:\s]/);
  });
});
