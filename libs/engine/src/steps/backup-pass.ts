import { judge, StepFailure, type BackupObservation } from '#domain';
import type { Call, MutatingCall } from './permitted-call.ts';
import type { PassResult, StepContext } from './step.ts';

/** The part of a component's backup API that a step needs. */
export interface BackupTarget {
  look(call: Call): Promise<BackupObservation>;
  /** Asks for the backup; resolves with the answer of the component once it accepted. */
  trigger(call: MutatingCall): Promise<string>;
}

/** After this, a trigger whose answer was lost counts as not arrived, unless the component shows the backup (ms). */
const SETTLE_MS = 3_000;

/**
 * One pass of any backup step: look, trigger only if nothing was started, judge.
 * A trigger is written down before it is sent, so after a crash or a cut connection the next pass knows that the
 * backup it may find is its own.
 */
export async function backupPass(target: BackupTarget, context: StepContext): Promise<PassResult> {
  if (context.memory.acceptedAt === null) {
    const waiting =
      context.memory.intendedAt === null ? await start(target, context) : await settle(target, context);
    if (waiting) return waiting;
  }
  return observe(target, context);
}

async function start(target: BackupTarget, context: StepContext): Promise<PassResult | null> {
  const seen = await target.look(context.look());
  if (seen.state !== 'absent') {
    throw StepFailure.permanent(
      'id-in-use',
      `${context.step.component} already has a backup ${context.run.setId} that this run did not ask for (${seen.message}). Run again; a new run takes a new id.`,
      { component: context.step.component, answer: seen.message },
    );
  }
  return trigger(target, context);
}

/** The last trigger may or may not have arrived. */
async function settle(target: BackupTarget, context: StepContext): Promise<PassResult | null> {
  const since = context.memory.intendedAt ?? Date.now();
  const seen = await target.look(context.look());
  if (seen.state !== 'absent') {
    await context.accept(since, `found after an answer was lost: ${seen.message}`);
    return null;
  }
  if (Date.now() - since < SETTLE_MS) return { done: false, answer: `${heardOf(context)}; ${inWords(seen)}` };
  return trigger(target, context, since);
}

async function trigger(
  target: BackupTarget,
  context: StepContext,
  firstIntent?: number,
): Promise<PassResult | null> {
  await context.intend(`backup ${context.run.setId}`);
  const asked = Date.now();
  try {
    const message = await context.mutate((call) => target.trigger(call));
    await context.accept(asked, message);
    return null;
  } catch (error) {
    if (!(error instanceof StepFailure)) throw error;
    if (error.detail.code === 'id-in-use' && firstIntent !== undefined) {
      // Our own earlier trigger arrived after all: the id was free when we looked, before the first one.
      await context.accept(firstIntent, error.detail.answer ?? 'already exists');
      return null;
    }
    if (error.detail.status !== null) context.keep({ heard: error.detail.message });
    // "Busy" is the component's word that it did not start anything, so the next pass asks afresh.
    if (error.detail.code === 'busy') await context.withdraw();
    throw error;
  }
}

/** What the component answered to the last trigger. */
function heardOf({ memory }: StepContext): string {
  const { heard } = memory.kept;
  return typeof heard === 'string' ? heard : 'the answer to the trigger was lost';
}

/** A component may answer what sounds like a failure until the backup that it accepted can be seen. */
export function inWords({ state, message }: Pick<BackupObservation, 'state' | 'message'>): string {
  return state === 'absent' ? `not visible yet (${message})` : message;
}

async function observe(target: BackupTarget, context: StepContext): Promise<PassResult> {
  const seen = await target.look(context.look());
  const verdict = judge(context.step.component, seen, context.remember(seen), {
    now: Date.now(),
    grace: context.graces,
  });
  return {
    done: verdict === 'done',
    answer: inWords(seen),
    progress: { done: seen.done, total: seen.total },
  };
}
