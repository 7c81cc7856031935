import { z } from 'zod';
import type { HistoryKeep } from '#domain';
import { parseDuration } from './duration.ts';
import { optionalDuration } from './duration.schema.ts';

const LEAST = 10;
const MOST = 100_000;
const DEFAULT_AGE = '400d';
/** Where neither the cluster nor the file says anything. */
const DEFAULT: HistoryKeep = { count: 1_000, age: parseDuration(DEFAULT_AGE) ?? 0 };

const COUNT = `must be an integer from ${LEAST} to ${MOST}; write for example ${DEFAULT.count}`;

/** `history`, at the top of the file and of each cluster: how many runs stay on record, and for how long. */
export const historySchema = z
  .strictObject({
    keep: z
      .strictObject({
        count: z.int(COUNT).min(LEAST, COUNT).max(MOST, COUNT).optional(),
        age: optionalDuration(DEFAULT_AGE, { min: '1d', max: '5200w' }),
      })
      .prefault({}),
  })
  .prefault({});
type GivenHistory = z.infer<typeof historySchema>;

/** What holds for a cluster: each of the two bounds comes from its own section, else from that of the file. */
export function historyOf(ofCluster: GivenHistory, ofFile: GivenHistory): { keep: HistoryKeep } {
  const { count = ofFile.keep.count ?? DEFAULT.count, age = ofFile.keep.age ?? DEFAULT.age } = ofCluster.keep;
  return { keep: { count, age } };
}
