import { Inject, Injectable } from '@nestjs/common';
import type { BackupApi } from '#camunda';
import type { ClusterConfig, HoldfastConfig } from '#config';
import { setIdOf, type PreflightCheck, type RunRecord } from '#domain';
import { ClusterClients, CONFIG } from '#engine';
import type { CallOptions } from '#http';
import { check } from '../checks/check.ts';
import { repositoryQuiet, repositoryVerified } from '../checks/repository.checks.ts';
import { QueueWorkers } from '../checks/queue-workers.ts';
import { workersCheck } from '../checks/workers.check.ts';
import { DeletionAllowed } from './deletion-allowed.ts';

/** What must be true before a set is deleted: it may be, and every store that holds a part of it can be reached. Only looks. */
@Injectable()
export class DeletionPreflight {
  constructor(
    @Inject(CONFIG) private readonly config: HoldfastConfig,
    private readonly clients: ClusterClients,
    private readonly workers: QueueWorkers,
    private readonly allowed: DeletionAllowed,
  ) {}

  /** @returns one line per check, in a fixed order, whether it passed or not */
  examine(run: RunRecord, cluster: ClusterConfig): Promise<PreflightCheck[]> {
    const { backups, generated, records } = this.clients.of(cluster.name);
    const call = { timeoutMs: this.config.steps.callTimeout };
    return Promise.all([
      workersCheck(run, this.workers),
      this.allowed.examine(run, cluster),
      // Where the cluster chooses the ids, its backups stay.
      ...(generated ? [] : [zeebeAnswers(backups.zeebe, run, call)]),
      ...(cluster.records.engine === 'none'
        ? []
        : [
            repositoryVerified(records, cluster.records, call),
            repositoryQuiet(records, cluster.records, call),
          ]),
    ]);
  }
}

function zeebeAnswers(api: BackupApi, run: RunRecord, call: CallOptions): Promise<PreflightCheck> {
  return check({ name: 'zeebe-backups', component: 'zeebe' }, async () => {
    const { message } = await api.look(setIdOf(run), call);
    return `answers about the backup: ${message}`;
  });
}
