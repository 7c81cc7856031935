import type { CallOptions } from '#http';
import { storeAnswerOf } from '../../engine/answer.ts';
import { durationMs } from '../../engine/engine-units.ts';
import { asObject, asText } from '../../engine/fields.ts';
import type { Asker } from '../../engine/asker.ts';
import { LIFECYCLES } from '../../engine/shapes.ts';
import type { LifecyclePolicy } from '../../ports/restore-store.port.ts';

/** An engine without the feature has no such path: it answers 400 or 405; a policy that is missing is a 404. */
const WITHOUT = [400, 403, 404, 405];

/** As the dialect says. */
export function readLifecycle(
  connection: Asker,
  policy: string,
  call?: CallOptions,
): Promise<LifecyclePolicy | null> {
  const action = { doing: `read the lifecycle policy "${policy}"` };
  return connection.ask(action, call, async (engine) => {
    try {
      const answer = await engine.request(LIFECYCLES, {
        ...{ method: 'GET', path: ['_ilm', 'policy', policy] },
        query: { filter_path: ['*.policy.phases'] },
      });
      const deletion = asObject(answer[policy]?.policy.phases?.['delete']);
      if (deletion === null) return { policy, deletesAfterMs: null };
      return { policy, deletesAfterMs: durationMs(asText(deletion['min_age']) ?? '0ms') };
    } catch (error) {
      if (WITHOUT.includes(storeAnswerOf(error)?.status ?? 0)) return null;
      throw error;
    }
  });
}
