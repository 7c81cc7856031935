import { z } from 'zod';
import type { CallOptions } from '#http';
import { storeAnswerOf } from '../../engine/answer.ts';
import { durationMs } from '../../engine/engine-units.ts';
import { asText } from '../../engine/fields.ts';
import type { Asker } from '../../engine/asker.ts';
import type { LifecyclePolicy } from '../../ports/restore-store.port.ts';

const state = z.looseObject({
  name: z.string(),
  actions: z.array(z.looseObject({})).optional(),
  transitions: z
    .array(
      z.looseObject({
        state_name: z.string(),
        conditions: z.looseObject({ min_index_age: z.string().optional() }).optional(),
      }),
    )
    .optional(),
});
const POLICY = z.looseObject({ policy: z.looseObject({ states: z.array(state) }) });

/** An engine without the plugin has no such path; a policy that is missing is a 404. */
const WITHOUT = [400, 403, 404, 405];

/** A policy of index state management: the least age at which a transition leads to a state that deletes. */
export function readPolicy(
  connection: Asker,
  policy: string,
  call?: CallOptions,
): Promise<LifecyclePolicy | null> {
  const action = { doing: `read the policy "${policy}" of index state management` };
  return connection.ask(action, call, async (engine) => {
    try {
      const path = ['_plugins', '_ism', 'policies', policy];
      const { states } = (await engine.request(POLICY, { method: 'GET', path })).policy;
      return { policy, deletesAfterMs: deletionAge(states) };
    } catch (error) {
      if (WITHOUT.includes(storeAnswerOf(error)?.status ?? 0)) return null;
      throw error;
    }
  });
}

function deletionAge(states: readonly z.output<typeof state>[]): number | null {
  const deleting = new Set(
    states.filter(({ actions = [] }) => actions.some((action) => 'delete' in action)).map(({ name }) => name),
  );
  const ages = states
    .flatMap(({ transitions = [] }) => transitions)
    .filter(({ state_name: next }) => deleting.has(next))
    .map(({ conditions }) => durationMs(asText(conditions?.min_index_age) ?? '0ms') ?? 0);
  return ages.length === 0 ? null : Math.min(...ages);
}
