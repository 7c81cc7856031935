import type { WorkerOptions } from 'bullmq';

/**
 * A killed worker's job is taken up again after lockDuration + stalledInterval at most. Stalls must never use a
 * job up: every step is re-entrant and bounded by its own deadline, and with BullMQ's default of one stall two
 * crashes would fail a job for good.
 */
export const WORKER_OPTIONS: Omit<WorkerOptions, 'connection'> = {
  concurrency: 20,
  lockDuration: 5_000,
  stalledInterval: 2_000,
  maxStalledCount: 1_000_000,
  drainDelay: 5,
};
