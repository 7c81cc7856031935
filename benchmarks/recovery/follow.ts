import { setTimeout as sleep } from 'node:timers/promises';
import { addressOf, type JournalEvent } from '#contracts';
import { parseEvents } from '../../test/faults/server-sent-events.ts';
import { PATIENCE_SECONDS } from '../../test/support/patience.ts';

/** How soon a client whose connection was lost asks again (ms). */
const RETRY_MS = 50;

/**
 * Follows the journal of a backup as a client does that connects again when its connection is lost, at each coordinator in turn.
 * @param addresses of the coordinators that run at that moment
 * @returns when the first such event arrived, on the clock of `performance.now()`
 * @throws Error when the run ends without one, or none came for a long time
 */
export async function whenFollowed(
  addresses: () => readonly string[],
  { cluster, backupId }: { cluster: string; backupId: number },
  isIt: (event: JournalEvent) => boolean,
): Promise<number> {
  const path = addressOf('backup.follow', { cluster, id: backupId });
  const end = performance.now() + PATIENCE_SECONDS * 1000;
  while (performance.now() < end) {
    for (const address of addresses()) {
      const at = await listen(`${address}${path}`, isIt);
      if (at !== null) return at;
    }
    await sleep(RETRY_MS);
  }
  throw new Error(`no progress of backup ${backupId} of ${cluster} within ${PATIENCE_SECONDS} s`);
}

/** @returns null where the connection is lost before such an event */
async function listen(url: string, isIt: (event: JournalEvent) => boolean): Promise<number | null> {
  const decoder = new TextDecoder();
  let rest = '';
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(PATIENCE_SECONDS * 1000) });
    for await (const chunk of (response.ok ? response.body : null) ?? []) {
      const blocks = (rest + decoder.decode(chunk as Uint8Array, { stream: true })).split('\n\n');
      rest = blocks.pop() ?? '';
      const events = parseEvents(blocks.join('\n\n'));
      if (events.some(isIt)) return performance.now();
      if (events.some(({ type }) => type === 'run-finished'))
        throw new Error(`${url}: the run ended without the progress that was waited for`);
    }
  } catch (error) {
    // What fetch throws when a server is not there, or dies.
    if (!(error instanceof TypeError)) throw error;
  }
  return null;
}
