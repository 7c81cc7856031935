import { describe, expect, it } from '@jest/globals';
import type { JournalEntry } from '#contracts';
import { pendingStep, type StepName, type StepState } from '#domain';
import { finalizingWrite } from './run-writes.ts';
import type { RunStepContext } from './step-context.ts';

const step = (name: StepName, state: StepState) => ({
  ...pendingStep({ name, component: 'zeebe' }),
  state,
});

function contextOf(states: [StepName, StepState][]): RunStepContext {
  const entry = (type: JournalEntry['type'], message: string, failure: JournalEntry['failure'] = null) => ({
    type,
    at: '2026-01-01T00:00:00.000Z',
    by: 'test',
    step: 'resume-exporting',
    message,
    failure,
  });
  const run = { steps: states.map(([name, state]) => step(name, state)) };
  return { run, step: step('resume-exporting', 'pending'), entry } as unknown as RunStepContext;
}

describe('finalizingWrite', () => {
  it('skips what never started, and fails what still says that it runs', () => {
    const write = finalizingWrite(
      contextOf([
        ['backup-operate', 'done'],
        ['snapshot-records', 'running'],
        ['backup-zeebe', 'pending'],
        ['resume-exporting', 'pending'],
      ]),
    );
    const fields = new Map(write.fields);
    expect(fields.get('step:backup-zeebe:state')).toBe('skipped');
    expect(fields.get('step:snapshot-records:state')).toBe('failed');
    expect(JSON.parse(fields.get('step:snapshot-records') ?? '')).toMatchObject({
      failure: { code: 'job-lost', message: expect.stringContaining('snapshot-records') },
    });
    expect(fields.has('step:backup-operate:state')).toBe(false);
    expect(fields.has('step:resume-exporting:state')).toBe(false);
    expect(write.entries?.map(({ type, step: of }) => [type, of])).toEqual([
      ['finalizing', 'resume-exporting'],
      ['step-failed', 'snapshot-records'],
      ['step-skipped', 'backup-zeebe'],
    ]);
  });
});
