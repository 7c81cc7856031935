import type { JournalEntry } from '#contracts';
import { stepField, stepStateField, withoutState, type RunWrite } from '#coordination';
import { phasesBefore, StepFailure, type StepRecord } from '#domain';
import type { RunStepContext } from './step-context.ts';
import type { PassResult } from './step.ts';

/** What the run itself learns when exporting was read: the pause holds, or it is over. */
export function exportingWrite(context: RunStepContext, result: PassResult): RunWrite {
  const now = new Date().toISOString();
  const write: RunWrite = { fields: result.exporting ? [['exporting', result.exporting]] : [] };
  if (result.pause === 'holds') {
    write.fields?.push(['pausedAt', now]);
    write.entries = [context.entry('exporting-paused', 'every partition is soft-paused')];
  }
  if (result.pause === 'over') {
    write.fields?.push(['resumedAt', now]);
    write.entries = [context.entry('exporting-resumed', 'every partition exports again')];
    write.intent = 'clear';
  }
  return write;
}

/**
 * From the first step that always runs, nothing else of the run can start any more. A step that is still running then
 * has lost its job (deleted by hand, or out of attempts), and nobody will end it any more.
 */
export function finalizingWrite(context: RunStepContext): RunWrite {
  const open = context.run.steps.filter((step) => step.name !== context.step.name);
  const ended = [
    ...open.filter(({ state }) => state === 'pending'),
    ...open.filter(({ state }) => state === 'running'),
  ];
  const steps = ended.map((step) =>
    step.state === 'pending' ? skippedStep(context, step) : abandonedStep(context, step),
  );
  return {
    guards: [['phase', phasesBefore('finalizing')]],
    fields: [['phase', 'finalizing'], ...steps.flatMap((step) => step.fields)],
    entries: [
      context.entry('finalizing', 'the run is being brought to its end'),
      ...steps.map((step) => step.entry),
    ],
  };
}

interface EndedStep {
  fields: [string, string][];
  entry: JournalEntry;
}

function skippedStep(context: RunStepContext, { name }: StepRecord): EndedStep {
  return {
    fields: [[stepStateField(name), 'skipped']],
    entry: { ...context.entry('step-skipped', 'never started'), step: name },
  };
}

function abandonedStep(context: RunStepContext, step: StepRecord): EndedStep {
  const message = `the job of ${step.name} ended without a word of how: it was deleted, or failed too often for a reason of ours. See the log of its worker.`;
  const failure = StepFailure.permanent('job-lost', message, { component: step.component }).detail;
  const record = withoutState({ ...step, finishedAt: new Date().toISOString(), failure });
  return {
    fields: [
      [stepStateField(step.name), 'failed'],
      [stepField(step.name), JSON.stringify(record)],
    ],
    entry: { ...context.entry('step-failed', message, failure), step: step.name },
  };
}
