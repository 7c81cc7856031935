import { redisTroubleOf, type RedisTrouble } from '#redis';
import { ProblemError } from './problem.error.ts';

const REMEDY =
  'Give Redis memory or disk space, or point redis.url to the primary, then ask again. Holdfast lifts its own pause of exporting at the end of the pause budget anyway; from then on `exporting resume` works, too.';
const MAY_BE_RECORDED = 'The request may have been recorded anyway: look at the list before you repeat it.';

/** How trouble with Redis is answered. */
export function redisProblem(trouble: RedisTrouble): ProblemError {
  if (trouble.kind === 'away')
    return new ProblemError(
      'redis-unavailable',
      `Redis does not answer. ${MAY_BE_RECORDED} Check redis.url.`,
    );
  return new ProblemError(
    'redis-refuses-writes',
    `Redis refuses writes: ${trouble.reason} ${MAY_BE_RECORDED} ${REMEDY}`,
  );
}

/**
 * For the one write of a request: when Redis refuses it, nothing was changed, and the answer says so.
 * @throws ProblemError redis-refuses-writes, and whatever else the write throws
 */
export async function onlyWrite<T>(write: Promise<T>): Promise<T> {
  try {
    return await write;
  } catch (error) {
    const trouble = redisTroubleOf(error);
    if (trouble?.kind !== 'refuses-writes') throw error;
    throw new ProblemError(
      'redis-refuses-writes',
      `Redis refuses writes: ${trouble.reason} Nothing was changed. ${REMEDY}`,
    );
  }
}
