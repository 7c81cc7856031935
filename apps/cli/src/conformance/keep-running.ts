import { setTimeout as sleep } from 'node:timers/promises';
import { resumeReachable, type CamundaClients } from '#camunda';
import type { ExportingState } from '#domain';
import type { CallOptions } from '#http';

/** For how long a pause that is under way may still be applied (ms). */
export const SETTLE_MS = 120_000;

export interface Watch {
  call: CallOptions;
  betweenMs: number;
  /** A pause that was under way may still be applied: for how long exporting is looked at after it runs. */
  settleMs: number;
  giveUpMs: number;
}

/**
 * Resumes exporting until every replica was resumed and exporting is read as running, and again if a late pause comes. A broker
 * that was down would come back with the pause that is on its disk. Idempotent.
 * @returns whether exporting was read as running, and not seen paused since
 */
export async function keepRunning(
  clients: Pick<CamundaClients, 'exporting' | 'topology'>,
  { call, betweenMs, settleMs, giveUpMs }: Watch,
): Promise<boolean> {
  // Not the time of day, which jumps when a machine wakes up, and when its clock is set.
  const began = performance.now();
  let runsSince: number | null = null;
  let isWhole = false;
  for (;;) {
    const state = await stateOf(clients, call);
    const now = performance.now();
    // What cannot be read may have been paused meanwhile.
    runsSince = state === 'running' ? (runsSince ?? now) : null;
    if (isWhole && runsSince !== null && now - runsSince >= settleMs) return true;
    if (now - began >= giveUpMs) return runsSince !== null;
    if (!isWhole || runsSince === null) isWhole = await resumed(clients, call);
    await sleep(betweenMs);
  }
}

/** Nothing that is thrown may end the watch: it is the last one. */
async function stateOf(
  { topology }: Pick<CamundaClients, 'topology'>,
  call: CallOptions,
): Promise<ExportingState> {
  try {
    // Not `reach`, which believes the brokers alone where the configuration of the cluster cannot be read (8.10).
    return await topology.exporting(call);
  } catch {
    return 'unknown';
  }
}

/** @returns whether every replica did it; what came of it, the next look shows */
async function resumed(
  clients: Pick<CamundaClients, 'exporting' | 'topology'>,
  call: CallOptions,
): Promise<boolean> {
  try {
    return (await resumeReachable(clients, () => call)).complete;
  } catch {
    // It is asked again.
    return false;
  }
}
