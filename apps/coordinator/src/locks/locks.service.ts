import { Injectable, Logger } from '@nestjs/common';
import type { BrokenLock } from '#contracts';
import { RunStore, LeaseStore } from '#redis';
import { nameOf } from '#domain';
import { Metrics } from '#observability';
import { ProblemError } from '../http/problem.error.ts';
import { onlyWrite } from '../http/redis-problem.ts';
import { RunStarter } from '../runs/run-starter.ts';

/** For the day when a run holds a cluster and should not. */
@Injectable()
export class LocksService {
  private readonly logger = new Logger(LocksService.name);

  constructor(
    private readonly store: RunStore,
    private readonly leases: LeaseStore,
    private readonly metrics: Metrics,
    private readonly runs: RunStarter,
  ) {}

  /**
   * Shuts out the run that holds a cluster by raising the fence. The supervisor then resumes exporting and ends the run as
   * failed. No other run starts before that. Not idempotent.
   * @param fence the one of the lock that the caller saw, so that no call breaks the next lock
   * @throws ProblemError lock-not-held | redis-refuses-writes, UnreadableRecord, and then nothing was changed
   */
  async break(cluster: string, fence: number, by: string): Promise<BrokenLock> {
    await this.store.requireNewest(cluster);
    const [run] = await this.store.list(cluster, { limit: 1 });
    if (!run || run.phase === 'done')
      throw notHeld(`No run holds cluster "${cluster}"; there is nothing to break.`);
    const { kind, number, runId } = run;
    const held = `Cluster "${cluster}" is held by ${nameOf(run)} with fence ${run.fence}, not ${fence}. Look again before you break it.`;
    if (run.fence !== fence) throw notHeld(held);
    const entry = this.runs.entry('lock-broken', `${by} broke the lock with fence ${fence}`);
    const newFence = await onlyWrite(this.leases.break({ cluster, kind, number, runId, fence }, entry));
    if (newFence === null)
      throw notHeld(`The lock of cluster "${cluster}" has just changed. Look again before you break it.`);
    this.metrics.locks.wasBroken(cluster);
    this.logger.warn(`${cluster}: ${entry.message}, of ${nameOf(run)}`);
    return { cluster, kind, number, runId, fence, newFence };
  }
}

function notHeld(detail: string): ProblemError {
  return new ProblemError('lock-not-held', detail);
}
