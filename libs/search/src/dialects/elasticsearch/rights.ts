import type { CallOptions } from '#http';
import { z } from 'zod';
import { storeAnswerOf } from '../../engine/answer.ts';
import type { Asker } from '../../engine/asker.ts';
import type { EngineRight } from '../../engine/engine-rights.ts';
import type { MissingRights, RightsQuestion } from '../../ports/snapshot-store.port.ts';

const answers = z.record(z.string(), z.boolean());
const HELD = z.looseObject({
  username: z.string(),
  cluster: answers,
  index: z.record(z.string(), answers),
});

/** An engine without security has no such address. */
const NO_ADDRESS = [400, 404, 405];

/** As the dialect says. */
export function missingRights(
  connection: Asker,
  { rights, patterns }: RightsQuestion,
  call?: CallOptions,
): Promise<MissingRights | null> {
  const names = (scope: EngineRight['scope']) => [
    ...new Set(
      rights.filter((right) => right.scope === scope).flatMap(({ action, privilege }) => [action, privilege]),
    ),
  ];
  return connection.ask({ doing: 'tell what its user may do' }, call, async (engine) => {
    try {
      const cluster = names('cluster');
      const privileges = names('index');
      const index = privileges.length === 0 ? [] : [{ names: [...patterns], privileges }];
      const held = await engine.request(HELD, {
        ...{ method: 'POST', path: ['_security', 'user', '_has_privileges'] },
        body: { cluster, index },
      });
      const missing = rights.filter((right) =>
        right.scope === 'cluster'
          ? !grants(held.cluster, right)
          : !patterns.every((pattern) => grants(held.index[pattern] ?? {}, right)),
      );
      return { user: held.username, actions: [...new Set(missing.map(({ action }) => action))] };
    } catch (error) {
      if (isWithoutSecurity(error)) return null;
      throw error;
    }
  });
}

/** The engine takes an action for the beginning of its name, which a privilege that holds just that action does not grant. */
const grants = (held: Record<string, boolean>, { action, privilege }: EngineRight): boolean =>
  held[action] === true || held[privilege] === true;

/** Such an address is refused in plain text; a question that the engine does not take, with the type of an error. */
function isWithoutSecurity(error: unknown): boolean {
  const answer = storeAnswerOf(error);
  return answer !== null && NO_ADDRESS.includes(answer.status) && answer.type === 'unknown';
}
