import { stepStateField, type RunWrite } from '#redis';
import { phasesBefore } from '#domain';
import { closeOpenSteps, jobLost } from '../runs/close-open-steps.ts';
import type { RunStepContext } from './step-context.ts';
import type { PassResult } from './step.ts';

/** What the run itself learns when exporting was read: the pause holds, or it is over. */
export function exportingWrite(context: RunStepContext, result: PassResult): RunWrite {
  const now = new Date().toISOString();
  const write: RunWrite = { fields: result.exporting ? [['exporting', result.exporting]] : [] };
  if (result.pause === 'holds') {
    write.fields?.push(['pausedAt', now]);
    write.entries = [context.entry('exporting-paused', result.answer)];
  }
  if (result.pause === 'over') {
    write.fields?.push(['resumedAt', now]);
    write.entries = [context.entry('exporting-resumed', 'every partition exports again')];
    write.intent = 'clear';
  }
  if (result.failure?.code === 'exporting-incomplete')
    write.entries = [context.entry('exporting-incomplete', result.answer)];
  return write;
}

/** A step waits before it begins. That is news for the journal once: what it waits for may change with every look. */
export function waitingWrite(context: RunStepContext, answer: string): RunWrite {
  const { name, lastAnswer } = context.step;
  return {
    guards: [[stepStateField(name), ['pending']]],
    entries: lastAnswer === null ? [context.entry('step-waiting', answer)] : [],
  };
}

/** From the first step that always runs, nothing else of the run can start. */
export function finalizingWrite(context: RunStepContext): RunWrite {
  const finalizing = context.entry('finalizing', 'the run is being brought to its end');
  const others = context.run.steps.filter((step) => step.name !== context.step.name);
  const closed = closeOpenSteps(others, { at: finalizing.at, by: finalizing.by, failure: jobLost });
  return {
    guards: [['phase', phasesBefore('finalizing')]],
    fields: [['phase', 'finalizing'], ...closed.fields],
    entries: [finalizing, ...closed.entries],
  };
}
