import { Inject, Injectable } from '@nestjs/common';
import type { ClusterConfig, HoldfastConfig } from '#config';
import { installationOfMarker, type PreflightCheck, type RunRecord } from '#domain';
import { ClusterClients, CONFIG } from '#step-worker';
import { check, CheckFailed } from '../preflight/check.ts';
import { QueueWorkers } from '../preflight/queue-workers.ts';
import { workersCheck } from '../preflight/workers.check.ts';
import { DeletionAllowed } from './deletion-allowed.ts';

/** What must be true before a set is deleted: it may be, and every store that holds a part of it can be reached. Only looks. */
@Injectable()
export class DeletionPreflight {
  constructor(
    @Inject(CONFIG) private readonly config: HoldfastConfig,
    @Inject(ClusterClients) private readonly clients: ClusterClients,
    @Inject(QueueWorkers) private readonly workers: QueueWorkers,
    @Inject(DeletionAllowed) private readonly allowed: DeletionAllowed,
  ) {}

  /** @returns one line per check, in a fixed order, whether it passed or not */
  examine(run: RunRecord, cluster: ClusterConfig): Promise<PreflightCheck[]> {
    const { zeebe, records } = this.clients.of(cluster.name);
    const call = { timeoutMs: this.config.steps.callTimeout };
    return Promise.all([
      workersCheck(run, this.workers),
      this.allowed.examine(run, cluster),
      check({ name: 'zeebe-backups', component: 'zeebe' }, async () => {
        return `knows ${(await zeebe.list(call)).length} backups`;
      }),
      check({ name: 'snapshot-repository', component: 'records' }, async () => {
        const { nodes } = await records.verifyRepository(cluster.records.repository, call);
        return `"${cluster.records.repository}" can be written by ${nodes} nodes`;
      }),
      check({ name: 'no-snapshot-running', component: 'records' }, async () => {
        const all = await records.runningSnapshots(undefined, call);
        const running = all.filter((each) => installationOfMarker(each) === null);
        if (running.length === 0) return 'no snapshot is running';
        throw new CheckFailed(
          `a snapshot is running: ${running.slice(0, 3).join(', ')}`,
          'Wait until it has ended, then delete again.',
        );
      }),
    ]);
  }
}
