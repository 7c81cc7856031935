import { setTimeout as sleep } from 'node:timers/promises';
import { PATIENCE_SECONDS } from './patience.ts';

const LOOK_MS = 100;

/**
 * Waits for something that must come.
 * @param seconds far more than it takes, so that only what hangs reaches it
 * @throws Error that names `what` when it did not come in that time; what `isSo` throws, at once
 */
export async function until(
  what: string,
  isSo: () => boolean | Promise<boolean>,
  seconds = PATIENCE_SECONDS,
): Promise<void> {
  const end = performance.now() + seconds * 1000;
  while (!(await isSo())) {
    if (performance.now() > end) throw new Error(`not within ${seconds} s: ${what}`);
    await sleep(LOOK_MS);
  }
}
