import { StepFailure, type FailureCode, type StepComponent } from '#domain';
import type { ControlObservation } from '#camunda-processes';
import type { Permit } from '#http';
import type { PassResult, StepContext } from '#engine';
import { actionKey } from './action-key.ts';

/** Something that continues by itself once it was started, and is found again under its key. */
export interface Action {
  /** Tells it from other actions of the same step. */
  name: string;
  /** A person does it. */
  manual: boolean;
  /** For people: what exactly will be done. */
  description: string;
  begin(key: string, permit: Permit): Promise<void>;
  look(key: string): Promise<ControlObservation>;
  abandon(key: string, permit: Permit): Promise<void>;
  /** How the step fails with it. */
  failure: { code: FailureCode; component: StepComponent; remedy: string };
}

/** How many lines of a command's output go to the journal. */
const LINES = 20;

/**
 * One pass of one action: start it unless it was started, then look. The action continues by itself when Holdfast dies, and the
 * next process finds it again under its key.
 */
export async function actionPass(action: Action, context: StepContext): Promise<PassResult> {
  const key = keyOf(context, action.name);
  const seen = await action.look(key);
  if (seen.state === 'done') return reported(action, { seen, key }, context);
  // What did it is gone, and may have left something running.
  if (seen.state === 'lost') await context.mutate(({ permit }) => action.abandon(key, permit));
  if (seen.state === 'absent') {
    await context.intend(action.description);
    // Beginning returns at once; what it begins is not bound by the lease, and cannot be called back.
    await context.mutate(({ permit }) => action.begin(key, permit));
    const begun = await action.look(key);
    if (begun.state === 'done') return reported(action, { seen: begun, key }, context);
    return judge(action, begun, { context, notes: begun.state === 'waiting' ? asks(begun, key) : [] });
  }
  return judge(action, seen, { context, notes: [] });
}

/** Makes sure that an action of this step does nothing from now on. Idempotent. */
export async function abandonAction(action: Action, context: StepContext): Promise<void> {
  const key = keyOf(context, action.name);
  if ((await action.look(key)).state === 'absent') return;
  await context.mutate(({ permit }) => action.abandon(key, permit));
}

/** The key of an action of this step, at its present try. */
export function keyOf({ run, step, memory }: StepContext, name: string): string {
  const tries = typeof memory.kept['tries'] === 'number' ? memory.kept['tries'] : 0;
  return actionKey({ runId: run.runId, step: step.name, name, attempt: tries + 1 });
}

type Notes = NonNullable<PassResult['notes']>;

function judge(
  { failure }: Action,
  seen: ControlObservation,
  { context, notes }: { context: StepContext; notes: Notes },
): PassResult {
  switch (seen.state) {
    case 'failed':
    case 'lost': {
      const last = seen.output.slice(-LINES).join('\n');
      const output = last === '' ? '' : `\n${last}`;
      const message = `${context.step.name}: ${seen.message}${output}\n${failure.remedy}`;
      const answer = seen.output.slice(-3).join(' | ');
      throw StepFailure.permanent(failure.code, message, { component: failure.component, answer });
    }
    default:
      return { done: false, answer: seen.message, ...(notes.length > 0 && { notes }) };
  }
}

/** Its output goes to the journal once, however often a step looks at it afterwards. */
function reported(
  { manual }: Action,
  { seen, key }: { seen: ControlObservation; key: string },
  context: StepContext,
): PassResult {
  const notes = context.memory.kept['told'] === key ? [] : manual ? wordOf(seen) : outputOf(seen);
  context.keep({ told: key });
  return { done: true, answer: seen.message, notes };
}

function outputOf({ output }: ControlObservation): Notes {
  return output.slice(-LINES).map((message) => ({ type: 'step-output', message }));
}

/** Who confirmed it, and what they noted. */
function wordOf({ message }: ControlObservation): Notes {
  return [{ type: 'confirmation-given', message }];
}

function asks({ message }: ControlObservation, key: string): Notes {
  return [{ type: 'confirmation-requested', message: `${message} (confirm as ${key})` }];
}
