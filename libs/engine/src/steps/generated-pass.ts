import { judge, StepFailure, type BackupObservation } from '#domain';
import { z } from 'zod';
import type { Call, MutatingCall } from './permitted-call.ts';
import { inWords } from './backup-pass.ts';
import type { PassResult, StepContext } from './step.ts';

/** Backups whose ids the component chooses. */
export interface GeneratedTarget {
  ids(call: Call): Promise<number[]>;
  look(id: number, call: Call): Promise<BackupObservation>;
  /** Asks for a backup; resolves with its id once the component accepted. */
  take(call: MutatingCall): Promise<number>;
}

/** After this, a trigger whose answer was lost counts as not arrived, unless the component shows a new backup (ms). */
const SETTLE_MS = 3_000;

const keptSchema = z.looseObject({
  id: z.int().nullable().catch(null),
  /** The greatest id before the backup was asked for. */
  above: z.int().catch(0),
});

/**
 * One pass of a backup whose id the component chooses: ask unless one was asked for, find out its id, judge. When the answer is
 * lost, any later backup of the component serves as well, so the first one above the ids from before is taken.
 */
export async function generatedPass(target: GeneratedTarget, context: StepContext): Promise<PassResult> {
  const id = idOf(context) ?? (await find(target, context));
  if (id === null) return { done: false, answer: 'the answer to the trigger was lost; no new backup shows' };
  const seen = await target.look(id, context.look());
  const verdict = judge(context.step.component, seen, context.remember(seen), {
    now: Date.now(),
    grace: context.graces,
  });
  const progress = { done: seen.done, total: seen.total };
  return { done: verdict === 'done', answer: `backup ${id}: ${inWords(seen)}`, progress };
}

/** The id that the component gave the backup of this step; null before it is known. */
export function idOf({ memory }: StepContext): number | null {
  return keptSchema.parse(memory.kept).id;
}

async function find(target: GeneratedTarget, context: StepContext): Promise<number | null> {
  const { intendedAt, kept } = context.memory;
  const ids = await target.ids(context.look());
  if (intendedAt === null) {
    context.keep({ above: Math.max(0, ...ids) });
    return trigger(target, context);
  }
  const { above } = keptSchema.parse(kept);
  const later = ids.filter((each) => each > above);
  if (later.length > 0)
    return accept(context, {
      id: Math.min(...later),
      since: intendedAt,
      how: 'found after an answer was lost',
    });
  return Date.now() - intendedAt < SETTLE_MS ? null : trigger(target, context);
}

async function trigger(target: GeneratedTarget, context: StepContext): Promise<number> {
  await context.intend('a backup under an id of the cluster');
  const since = Date.now();
  try {
    const id = await context.mutate((call) => target.take(call));
    return await accept(context, { id, since, how: 'accepted' });
  } catch (error) {
    // "Busy" is the component's word that it did not start anything, so the next pass asks afresh.
    if (error instanceof StepFailure && error.detail.code === 'busy') await context.withdraw();
    throw error;
  }
}

async function accept(
  context: StepContext,
  { id, since, how }: { id: number; since: number; how: string },
): Promise<number> {
  context.keep({ id });
  context.measure({ zeebeBackupId: id });
  await context.accept(since, `${how} as backup ${id}`);
  return id;
}
