import { z } from 'zod';
import type { CallOptions } from '#http';
import { storeAnswerOf } from '../../engine/answer.ts';
import type { Asker } from '../../engine/asker.ts';

const WHO = z.looseObject({ user_name: z.string().optional() });

/** An engine without the security plugin has no such address, and says so in plain text. */
const NO_ADDRESS = [400, 404, 405];

/** The security plugin tells who asks, and not what that user may do. */
export function missingRights(
  connection: Asker,
  _question: unknown,
  call?: CallOptions,
): Promise<'untold' | null> {
  return connection.ask({ doing: 'tell whether it has security' }, call, async (engine) => {
    try {
      await engine.request(WHO, { method: 'GET', path: ['_plugins', '_security', 'authinfo'] });
      return 'untold';
    } catch (error) {
      const answer = storeAnswerOf(error);
      if (answer !== null && NO_ADDRESS.includes(answer.status) && answer.type === 'unknown') return null;
      throw error;
    }
  });
}
