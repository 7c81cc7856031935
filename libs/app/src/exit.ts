import { setTimeout as sleep } from 'node:timers/promises';

/** Long enough for the compiler threads to finish what start-up left them, on a busy machine too (ms). */
const SETTLE_MS = 300;

/**
 * Ends the process with this code, a moment later. `process.exit` right after much code was loaded may never return in
 * Node 24: it waits for compiler threads, and one of them may wait for the main thread to collect garbage
 * (nodejs/node#54918; seen as a coordinator that refused its configuration and did not end, not even by SIGTERM). While
 * the event loop runs, such a thread gets its turn.
 */
export async function exitSoon(code: number): Promise<never> {
  await sleep(SETTLE_MS);
  process.exit(code);
}
