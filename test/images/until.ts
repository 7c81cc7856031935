import { setTimeout as sleep } from 'node:timers/promises';
import { PATIENCE_SECONDS } from '../support/patience.ts';

/**
 * Waits for something that must come.
 * @throws Error that names it, when it did not come within the patience that hangs alone exceed; what `look` throws, at once
 */
export async function until(what: string, look: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = performance.now() + 2 * PATIENCE_SECONDS * 1_000;
  while (!(await look())) {
    if (performance.now() > deadline) throw new Error(`it did not come to pass that ${what}`);
    await sleep(200);
  }
}
