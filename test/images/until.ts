import { PATIENCE_SECONDS } from '../support/patience.ts';
import { until as untilIn } from '../support/until.ts';

/** As in `support/until.ts`, for what an engine does: containers start while others are built. */
export const until = (what: string, look: () => boolean | Promise<boolean>): Promise<void> =>
  untilIn(what, look, 2 * PATIENCE_SECONDS);
