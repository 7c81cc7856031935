import { describe, expect, it } from '@jest/globals';
import type { QueueName } from '#contracts';
import type { StepName } from '#domain';
import { StepProcessor } from './step-processor.ts';
import type { StepRunner } from './step-runner.ts';
import type { Step } from './step.ts';

class Processor extends StepProcessor {}

/** Only its name is read at start. */
const handler = (name: StepName): Step => ({ name }) as Step;
const start = (queue: QueueName, steps: StepName[]): StepProcessor =>
  new Processor(queue, {} as StepRunner, steps.map(handler));

describe('a step processor at start', () => {
  it('accepts one handler for each step of its queue', () => {
    expect(() => start('finalize', ['resume-exporting'])).not.toThrow();
  });

  it.each<[string, QueueName, StepName[]]>([
    ['no handler for delete-zeebe-backup', 'zeebe', ['pause-exporting', 'backup-zeebe']],
    ['more than one handler for backup-operate', 'operate', ['backup-operate', 'backup-operate']],
    ['no procedure puts backup-zeebe here', 'operate', ['backup-operate', 'backup-zeebe']],
  ])('refuses: %s', (problem, queue, steps) => {
    expect(() => start(queue, steps)).toThrow(`queue ${queue}: ${problem}`);
  });
});
