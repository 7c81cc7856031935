import { setTimeout as sleep } from 'node:timers/promises';
import { appOf, queueOf, type QueueName } from '#contracts';
import type { PreflightCheck, RunRecord } from '#domain';
import { check, CheckFailed } from './check.ts';
import type { QueueWorkers } from './queue-workers.ts';

/** Workers that have just started, or lost Redis for a moment, are connected within this (ms). */
const PATIENCE_MS = 5_000;
const LOOK_MS = 250;

/** Every queue that the run needs is served. Without a worker a flow would stop there. */
export function workersCheck(run: Pick<RunRecord, 'steps'>, workers: QueueWorkers): Promise<PreflightCheck> {
  return check({ name: 'workers', component: 'coordinator' }, async () => {
    const needed = [...new Set<QueueName>([...run.steps.map(queueOf), 'finalize'])];
    const missing = await missingFor(needed, workers);
    if (missing.length === 0) return `every queue has a worker (${needed.join(', ')})`;
    throw new CheckFailed(
      `no worker serves ${missing.join(', ')}`,
      `Start ${missing.map(appOf).join(', ')}, connected to the same Redis.`,
    );
  });
}

async function missingFor(needed: readonly QueueName[], workers: QueueWorkers): Promise<QueueName[]> {
  const deadline = performance.now() + PATIENCE_MS;
  for (;;) {
    const missing = await workers.missing(needed);
    if (missing.length === 0 || performance.now() > deadline) return missing;
    await sleep(LOOK_MS);
  }
}
