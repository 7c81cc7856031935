import { StepFailure, type StepName } from '#domain';
import type { CamundaControl, ControlAction, ControlObservation } from '#camunda-processes';
import type { PassResult, StepContext } from '#engine';
import { actionKey } from '../action-key.ts';

export interface NamedAction {
  action: ControlAction;
  /** Tells it from other actions of the same step. */
  name: string;
}

interface Asked extends NamedAction {
  control: CamundaControl;
}

interface Ended {
  control: CamundaControl;
  seen: ControlObservation;
  key: string;
}

/** How many lines of a command's output go to the journal. */
const LINES = 20;

/**
 * One pass of one action on Camunda's processes: start it unless it was started, then look. The action continues by
 * itself when Holdfast dies, and the next process finds it again under its key.
 */
export async function controlPass(
  { control, action, name }: Asked,
  context: StepContext,
): Promise<PassResult> {
  const key = keyOf(context, name);
  const seen = await control.look(action, key);
  if (seen.state === 'done') return told({ control, seen, key }, context);
  // What did it is gone, and may have left something running.
  if (seen.state === 'lost') await context.mutate(({ permit }) => control.abandon(action, key, permit));
  if (seen.state === 'absent') {
    await context.intend(control.describe(action));
    // Beginning returns at once; what it begins is not bound by the lease, and cannot be called back.
    await context.mutate(({ permit }) => control.begin(action, key, permit));
    const begun = await control.look(action, key);
    if (begun.state === 'done') return told({ control, seen: begun, key }, context);
    return judge(begun, context.step.name, begun.state === 'waiting' ? asks(begun, key) : []);
  }
  return judge(seen, context.step.name, []);
}

/** The key of an action of this step, at its present try. */
export function keyOf({ run, step, memory }: StepContext, name: string): string {
  const tries = typeof memory.kept['tries'] === 'number' ? memory.kept['tries'] : 0;
  return actionKey({ runId: run.runId, step: step.name, name, attempt: tries + 1 });
}

function judge(seen: ControlObservation, step: StepName, notes: PassResult['notes']): PassResult {
  switch (seen.state) {
    case 'failed':
    case 'lost':
      throw StepFailure.permanent('control-failed', failureText(seen, step), {
        component: 'camunda',
        answer: seen.output.slice(-3).join(' | '),
      });
    default:
      return { done: false, answer: seen.message, ...(notes && notes.length > 0 && { notes }) };
  }
}

/** Its output goes to the journal once, however often a step looks at it afterwards. */
function told({ control, seen, key }: Ended, context: StepContext): PassResult {
  const message = control.adapter === 'manual' ? wordOf(seen) : outputOf(seen);
  const notes = context.memory.kept['told'] === key ? [] : message;
  context.keep({ told: key });
  return { done: true, answer: seen.message, notes };
}

function failureText({ message, output }: ControlObservation, step: StepName): string {
  const last = output.slice(-LINES).join('\n');
  return `${step}: ${message}${last === '' ? '' : `\n${last}`}\nFix what it reports, then plan and run the restore again.`;
}

function outputOf({ output }: ControlObservation): NonNullable<PassResult['notes']> {
  return output.slice(-LINES).map((message) => ({ type: 'step-output', message }));
}

/** Who confirmed it, and what they noted. */
function wordOf({ message }: ControlObservation): NonNullable<PassResult['notes']> {
  return [{ type: 'confirmation-given', message: message }];
}

function asks({ message }: ControlObservation, key: string): NonNullable<PassResult['notes']> {
  return [{ type: 'confirmation-requested', message: `${message} (confirm as ${key})` }];
}
